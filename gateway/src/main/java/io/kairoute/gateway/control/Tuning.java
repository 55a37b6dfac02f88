package io.kairoute.gateway.control;

import io.kairoute.control.v1.ExportTuningRequest;
import io.kairoute.control.v1.ExportTuningResponse;
import io.kairoute.control.v1.ImportTuningRequest;
import io.kairoute.control.v1.ImportTuningResponse;
import io.kairoute.control.v1.UpdateDraftRequest;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.Write.Asked;
import io.kairoute.gateway.control.state.DoneRequest;
import io.kairoute.gateway.control.tuning.TuningMatrix;
import io.kairoute.gateway.control.tuning.TuningMatrix.BadMatrix;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.yaml.TableWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Gives a table's tuning rules as CSV, and takes a draft's from one. Thread-safe. */
public final class Tuning {
    private final TenantWork work;
    private final Drafts drafts;
    private final InstantSource clock;

    Tuning(final TenantWork work, final Drafts drafts, final InstantSource clock) {
        this.work = work;
        this.drafts = drafts;
        this.clock = clock;
    }

    /** A table's document and whose it is, with what the same request did before; null for a new one. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Found(
            String tenant, byte[] document, @Nullable DoneRequest before) {}

    /** A table whose rules are asked for. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Source(String tenant, TableRef table, byte[] document) {}

    private static Source source(final TenantControl tenant, final TableRef table) {
        return new Source(tenant.id(), table, tenant.document(table.document()));
    }

    /** A draft's new document, with how many rules it has. */
    private record Made(String document, int rules) {}

    /** Gives the rules. */
    CompletableFuture<ExportTuningResponse> export(final Call actor, final ExportTuningRequest request) {
        return work.beside(
                actor,
                request.getTenant(),
                tenant -> source(tenant, TableRef.find(tenant, "table", request.getTable())),
                source -> ExportTuningResponse.newBuilder()
                        .setCsv(TuningMatrix.write(read(source.document())))
                        .setRevision(source.table().revision())
                        .setEtag(source.table().etag())
                        .setTenant(source.tenant())
                        .setDocumentSha256(source.table().sha256())
                        .setBaseRevision(source.table().madeFrom())
                        .build());
    }

    /** Takes the rules. */
    CompletableFuture<ImportTuningResponse> replace(final Call actor, final ImportTuningRequest request) {
        return work.with(actor, request.getTenant(), tenant -> found(tenant, request))
                .thenCompose(found -> replace(actor, request, found));
    }

    private CompletableFuture<ImportTuningResponse> replace(
            final Call actor, final ImportTuningRequest request, final Found found) {
        final DoneRequest before = found.before();
        return before == null
                ? work.beside(found.tenant(), () -> made(found.document(), request.getCsv()))
                        .thenCompose(made -> work.change(found.tenant(), tenant -> keep(tenant, actor, request, made)))
                : work.beside(found.tenant(), () -> again(request, before));
    }

    private Found found(final TenantControl tenant, final ImportTuningRequest request) {
        final DoneRequest before = tenant.before(request);
        return before == null
                ? new Found(
                        tenant.id(),
                        tenant.document(Drafts.seen(tenant, request.getDraft(), request.getEtag())
                                .document()),
                        null)
                : new Found(tenant.id(), new byte[0], before);
    }

    private static ImportTuningResponse again(final ImportTuningRequest request, final DoneRequest done) {
        return taken(done, TuningMatrix.count(request.getCsv()));
    }

    private CompletableFuture<ImportTuningResponse> keep(
            final TenantControl tenant, final Call actor, final ImportTuningRequest request, final Made made) {
        final UpdateDraftRequest update = UpdateDraftRequest.newBuilder()
                .setDraft(request.getDraft())
                .setEtag(request.getEtag())
                .setDocument(made.document())
                .build();
        return tenant.write(
                actor,
                request,
                new Write<>(
                        (control, caller, asked) -> Asked.change(drafts.replaced(control, update)),
                        (control, done) -> taken(done, made.rules())));
    }

    private static ImportTuningResponse taken(final DoneRequest done, final int rules) {
        final ImportTuningResponse.Builder taken =
                ImportTuningResponse.newBuilder().setDraft(Drafts.shown(done)).setRules(rules);
        if (done.endedPlan() != null) {
            taken.setEndedPlan(done.endedPlan());
        }
        return taken.build();
    }

    private Made made(final byte[] document, final String csv) {
        try {
            final TableDefinition table =
                    TuningMatrix.replace(read(document), csv, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
            return new Made(
                    new String(TableWriter.write(table), StandardCharsets.UTF_8),
                    table.tuning().size());
        } catch (final BadMatrix e) {
            throw ControlRefusal.field("csv", "BAD_TUNING_CSV", String.valueOf(e.getMessage()));
        }
    }

    // A revision's rules can be read whatever was forbidden since; what is made of them is checked as a new table.
    private TableDefinition read(final byte[] document) {
        final TableDefinition table =
                CheckedTable.reopened(document, clock.millis()).table();
        if (table == null) {
            throw ControlRefusal.precondition(
                    "TABLE_ERRORS", "The table has errors; mend them first, validate gives the list.");
        }
        return table;
    }
}
