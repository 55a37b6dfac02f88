package io.kairoute.ctl.table.edit;

import io.kairoute.control.v1.DiffTablesRequest;
import io.kairoute.control.v1.DiffTablesResponse;
import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.ExportTableRequest;
import io.kairoute.control.v1.ExportTableResponse;
import io.kairoute.control.v1.ExportTuningRequest;
import io.kairoute.control.v1.ExportTuningResponse;
import io.kairoute.control.v1.ListDraftsRequest;
import io.kairoute.control.v1.ListRevisionsRequest;
import io.kairoute.control.v1.Revision;
import io.kairoute.control.v1.TableServiceGrpc;
import io.kairoute.control.v1.ValidateTableRequest;
import io.kairoute.control.v1.ValidateTableResponse;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a running node says of one tenant's tables. Thread-confined: owned by the command that made it. */
public final class TableNode implements AutoCloseable {
    private final ControlClient client;
    private final String tenant;

    /** Connects with the first call. */
    public TableNode(final ServerOptions server) {
        client = new ControlClient(server);
        tenant = server.tenant();
    }

    /** The tenant as typed; empty for the credential's own. */
    public String tenant() {
        return tenant;
    }

    /** The connection. */
    public ControlClient client() {
        return client;
    }

    /** Calls, and turns a refusal into a sentence. */
    public <R> R call(final Function<TableServiceGrpc.TableServiceBlockingStub, R> call) {
        return client.call(() -> call.apply(client.tables()));
    }

    /** The newest revisions, the newest first. */
    public List<Revision> revisions(final int count) {
        return call(tables -> tables.listRevisions(ListRevisionsRequest.newBuilder()
                        .setTenant(tenant)
                        .setPageSize(count)
                        .build()))
                .getRevisionsList();
    }

    /** The newest revision; null before the first. */
    public @Nullable Revision newest() {
        final List<Revision> newest = revisions(1);
        return newest.isEmpty() ? null : newest.get(0);
    }

    /** One revision; null where there is none of this number. */
    @Nullable
    Revision revision(final long number) {
        final List<Revision> found = call(tables -> tables.listRevisions(ListRevisionsRequest.newBuilder()
                        .setTenant(tenant)
                        .setPageSize(1)
                        .setBeforeRevision(number + 1)
                        .build()))
                .getRevisionsList();
        return found.isEmpty() || found.get(0).getRevision() != number ? null : found.get(0);
    }

    /** The drafts, by id. */
    public List<Draft> drafts() {
        return call(tables -> tables.listDrafts(
                        ListDraftsRequest.newBuilder().setTenant(tenant).build()))
                .getDraftsList();
    }

    /** One draft; null where there is none of this id. */
    public @Nullable Draft draft(final String id) {
        return drafts().stream()
                .filter(one -> one.getDraft().equals(id))
                .findFirst()
                .orElse(null);
    }

    /**
     * One draft.
     *
     * @throws Refusal where there is none of this id
     */
    public Draft needDraft(final String id) {
        final Draft draft = draft(id);
        if (draft == null) {
            throw new Refusal(
                    ExitCode.NOT_FOUND, "There is no draft " + id + "; list them: kairoute table draft list.");
        }
        return draft;
    }

    /** A table's document, with what it is. */
    public ExportTableResponse export(final String table) {
        return call(tables -> tables.exportTable(ExportTableRequest.newBuilder()
                .setTenant(tenant)
                .setTable(table)
                .build()));
    }

    /** A table's tuning rules, with what they are of. */
    public ExportTuningResponse exportTuning(final String table) {
        return call(tables -> tables.exportTuning(ExportTuningRequest.newBuilder()
                .setTenant(tenant)
                .setTable(table)
                .build()));
    }

    /** What two tables do differently. */
    public DiffTablesResponse diff(final String from, final String to) {
        return call(tables -> tables.diffTables(DiffTablesRequest.newBuilder()
                .setTenant(tenant)
                .setFrom(from)
                .setTo(to)
                .build()));
    }

    /** What a document does differently from a table. */
    public DiffTablesResponse diffDocument(final String from, final String document) {
        return call(tables -> tables.diffTables(DiffTablesRequest.newBuilder()
                .setTenant(tenant)
                .setFrom(from)
                .setToDocument(document)
                .build()));
    }

    /** Everything that is wrong or doubtful in a document. */
    public ValidateTableResponse validateDocument(final String document) {
        return call(tables -> tables.validateTable(ValidateTableRequest.newBuilder()
                .setTenant(tenant)
                .setDocument(document)
                .build()));
    }

    /** Everything that is wrong or doubtful in a draft or revision. */
    public ValidateTableResponse validate(final String table) {
        return call(tables -> tables.validateTable(ValidateTableRequest.newBuilder()
                .setTenant(tenant)
                .setTable(table)
                .build()));
    }

    @Override
    public void close() {
        client.close();
    }
}
