package io.kairoute.gateway.control;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.DiffTablesRequest;
import io.kairoute.control.v1.DiffTablesResponse;
import io.kairoute.control.v1.ExportTableRequest;
import io.kairoute.control.v1.ExportTableResponse;
import io.kairoute.control.v1.ListRevisionsRequest;
import io.kairoute.control.v1.ListRevisionsResponse;
import io.kairoute.control.v1.Revision;
import io.kairoute.control.v1.TableChange;
import io.kairoute.control.v1.TableProblem;
import io.kairoute.control.v1.ValidateTableRequest;
import io.kairoute.control.v1.ValidateTableResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.diff.Change;
import io.kairoute.gateway.control.diff.TableDiffer;
import io.kairoute.gateway.control.state.RevisionRecord;
import io.kairoute.router.Limits;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.table.Problem;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableReport;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Checks, lists, shows and compares tables. Thread-safe, but for what says that it runs on the control thread. */
public final class Tables {
    private static final int MOST_LISTED = 1_000;

    private final TenantWork work;
    private final InstantSource clock;

    Tables(final TenantWork work, final InstantSource clock) {
        this.work = work;
        this.clock = clock;
    }

    /** Checks a table, whichever way it is given. */
    CompletableFuture<ValidateTableResponse> validate(final Call actor, final ValidateTableRequest request) {
        if (request.getDocument().isEmpty() == request.getTable().isEmpty()) {
            return CompletableFuture.failedFuture(ControlRefusal.field(
                    "document",
                    "DOCUMENT_OR_TABLE",
                    "Send a table in the field document, or name one in the field table: current, revision:NUMBER or draft:ID;"
                            + " one of both."));
        }
        return work.beside(
                actor,
                request.getTenant(),
                tenant -> request.getDocument().isEmpty()
                        ? NamedTable.find(tenant, "table", request.getTable())
                        : NamedTable.sent(document(request.getDocument())),
                table -> problems(table.report(clock.millis())));
    }

    /** A draft, revision or document, checked and compiled, numbered 0. */
    CompletableFuture<CompiledRevision> compiled(
            final Call actor, final String tenant, final String table, final String document) {
        return work.beside(
                actor,
                tenant,
                control -> document.isEmpty()
                        ? NamedTable.find(control, "table", table)
                        : NamedTable.sent(document(document)),
                named -> named.checked(clock.millis()).numbered(0));
    }

    private static ValidateTableResponse problems(final TableReport report) {
        final ValidateTableResponse.Builder response = ValidateTableResponse.newBuilder();
        int errors = 0;
        for (final Problem problem : report.problems()) {
            errors += problem.severity() == Problem.Severity.ERROR ? 1 : 0;
            if (response.getProblemsCount() < MOST_LISTED) {
                final TableProblem.Builder shown = TableProblem.newBuilder()
                        .setSeverity(problem.severity().name())
                        .setCode(problem.code())
                        .setPath(problem.path())
                        .setReason(problem.reason())
                        .setRemedy(problem.remedy());
                final Problem.Position position = problem.position();
                if (position != null) {
                    shown.setLine(position.line()).setColumn(position.column());
                }
                response.addProblems(shown);
            }
        }
        return response.setErrors(errors)
                .setWarnings(report.problems().size() - errors)
                .build();
    }

    /** Lists revisions; on the control thread. */
    ListRevisionsResponse list(final TenantControl tenant, final Call actor, final ListRevisionsRequest request) {
        final int size = Audit.pageSize(request.getPageSize());
        final long before = request.getBeforeRevision() == 0 ? Long.MAX_VALUE : request.getBeforeRevision();
        final List<Long> numbers = tenant.state().revisions().headMap(before, false).descendingKeySet().stream()
                .limit(size + 1L)
                .toList();
        final ListRevisionsResponse.Builder response = ListRevisionsResponse.newBuilder();
        numbers.stream().limit(size).forEach(number -> response.addRevisions(revision(tenant, number)));
        if (numbers.size() > size) {
            response.setNextBeforeRevision(numbers.get(size - 1));
        }
        return response.build();
    }

    /** Gives a table's document; on the control thread. */
    ExportTableResponse export(final TenantControl tenant, final Call actor, final ExportTableRequest request) {
        final TableRef table = TableRef.find(tenant, "table", request.getTable());
        return ExportTableResponse.newBuilder()
                .setDocumentBytes(ByteString.copyFrom(tenant.document(table.document())))
                .setRevision(table.revision())
                .setEtag(table.etag())
                .setTenant(tenant.id())
                .setDocumentSha256(table.sha256())
                .setBaseRevision(table.madeFrom())
                .build();
    }

    /** Compares two tables. */
    CompletableFuture<DiffTablesResponse> diff(final Call actor, final DiffTablesRequest request) {
        final boolean isSent = !request.getToDocument().isEmpty();
        if (isSent && !request.getTo().isEmpty()) {
            return CompletableFuture.failedFuture(ControlRefusal.field(
                    "to_document",
                    "DOCUMENT_OR_TABLE",
                    "Name the table in to, or send it in to_document; one of both."));
        }
        return work.beside(
                actor,
                request.getTenant(),
                tenant -> List.of(
                        NamedTable.find(tenant, "from", Checks.needed("from", request.getFrom())),
                        isSent
                                ? NamedTable.sent(document(request.getToDocument()))
                                : NamedTable.find(tenant, "to", Checks.needed("to", request.getTo()))),
                tables -> diff(read("from", tables.get(0)), read(isSent ? "to_document" : "to", tables.get(1))));
    }

    private static DiffTablesResponse diff(final TableDefinition before, final TableDefinition after) {
        final List<Change> changes = TableDiffer.diff(before, after);
        final DiffTablesResponse.Builder response =
                DiffTablesResponse.newBuilder().setChangeCount(changes.size()).setSummary(TableDiffer.summary(changes));
        changes.stream()
                .limit(MOST_LISTED)
                .forEach(change -> response.addChanges(TableChange.newBuilder()
                        .setKind(change.kind().name())
                        .setPart(change.part())
                        .setId(change.id())
                        .setField(change.field())
                        .setBefore(change.before())
                        .setAfter(change.after())));
        return response.build();
    }

    private TableDefinition read(final String field, final NamedTable named) {
        final TableDefinition table = named.report(clock.millis()).table();
        if (table == null) {
            throw ControlRefusal.field(
                    field, "TABLE_ERRORS", "The table in " + field + " has errors; validate it for the list.");
        }
        return table;
    }

    /** What is shown of a revision; on the control thread. */
    static Revision revision(final TenantControl tenant, final long number) {
        final RevisionRecord record = tenant.state().revisions().get(number);
        if (record == null) {
            throw new IllegalStateException("revision=" + number + " is listed and not there");
        }
        final CompiledRevision current = tenant.revisions().current();
        return Revision.newBuilder()
                .setRevision(number)
                .setBaseRevision(record.baseRevision())
                .setPublishedBy(record.publishedBy())
                .setPublishTime(Timestamps.fromMillis(record.publishedMs()))
                .setReason(record.reason())
                .setDraft(record.draft())
                .setRollbackOf(record.rollbackOf())
                .setDocumentSha256(HexFormat.of().formatHex(record.document().toByteArray()))
                .setCurrent(current != null && current.number() == number)
                .setKept(tenant.revisions().compiled(number) != null)
                .setRefused(tenant.revisions().refusedBecause(number))
                .build();
    }

    /** A document as bytes, within its limit. */
    static byte[] document(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Limits.TABLE_BYTES) {
            throw ControlRefusal.field(
                    "document", "LIMIT_EXCEEDED", "A table holds at most " + Limits.TABLE_BYTES + " bytes.");
        }
        return bytes;
    }
}
