package io.kairoute.gateway.control;

import io.kairoute.control.v1.ExportTuningRequest;
import io.kairoute.control.v1.ExportTuningResponse;
import io.kairoute.control.v1.ImportTuningRequest;
import io.kairoute.control.v1.ImportTuningResponse;
import io.kairoute.control.v1.UpdateDraftRequest;
import io.kairoute.gateway.api.Call;
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
    private final ControlPlane plane;
    private final InstantSource clock;

    Tuning(final ControlPlane plane, final InstantSource clock) {
        this.plane = plane;
        this.clock = clock;
    }

    /** A table's document and whose it is, with what the same request did before; null for a new one. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Found(
            String tenant, byte[] document, @Nullable DoneRequest before) {}

    /** A draft's new document, with how many rules it has. */
    private record Made(String document, int rules) {}

    /** Gives the rules. */
    CompletableFuture<ExportTuningResponse> export(final Call actor, final ExportTuningRequest request) {
        return plane.with(
                        actor,
                        request.getTenant(),
                        tenant -> tenant.document(TableRef.find(tenant, "table", request.getTable())
                                .document()))
                .thenCompose(document -> plane.beside(() -> ExportTuningResponse.newBuilder()
                        .setCsv(TuningMatrix.write(read(document)))
                        .build()));
    }

    /** Takes the rules. */
    CompletableFuture<ImportTuningResponse> replace(final Call actor, final ImportTuningRequest request) {
        return plane.with(actor, request.getTenant(), tenant -> found(tenant, request))
                .thenCompose(found -> replace(actor, request, found));
    }

    private CompletableFuture<ImportTuningResponse> replace(
            final Call actor, final ImportTuningRequest request, final Found found) {
        final DoneRequest before = found.before();
        return before == null
                ? plane.beside(() -> made(found.document(), request.getCsv()))
                        .thenCompose(made -> plane.then(
                                found.tenant(), made, (tenant, draft) -> once(tenant, actor, request, draft)))
                : plane.beside(() -> again(request, before));
    }

    private Found found(final TenantControl tenant, final ImportTuningRequest request) {
        final DoneRequest before = tenant.before(request);
        return before == null
                ? new Found(
                        tenant.id(),
                        tenant.document(plane.drafts()
                                .seen(tenant, request.getDraft(), request.getEtag())
                                .document()),
                        null)
                : new Found(tenant.id(), new byte[0], before);
    }

    private ImportTuningResponse once(
            final TenantControl tenant, final Call actor, final ImportTuningRequest request, final Made made) {
        return tenant.once(request, () -> keep(tenant, actor, request, made), done -> again(request, done));
    }

    private static ImportTuningResponse again(final ImportTuningRequest request, final DoneRequest done) {
        return ImportTuningResponse.newBuilder()
                .setDraft(Drafts.shownAgain(done))
                .setRules(TuningMatrix.count(request.getCsv()))
                .build();
    }

    private ImportTuningResponse keep(
            final TenantControl tenant, final Call actor, final ImportTuningRequest request, final Made made) {
        return ImportTuningResponse.newBuilder()
                .setDraft(plane.drafts()
                        .update(
                                tenant,
                                actor,
                                UpdateDraftRequest.newBuilder()
                                        .setDraft(request.getDraft())
                                        .setEtag(request.getEtag())
                                        .setDocument(made.document())
                                        .build())
                        .getDraft())
                .setRules(made.rules())
                .build();
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

    private TableDefinition read(final byte[] document) {
        final TableDefinition table =
                CheckedTable.report(document, clock.millis()).table();
        if (table == null) {
            throw ControlRefusal.precondition(
                    "TABLE_ERRORS", "The table has errors; mend them first, validate gives the list.");
        }
        return table;
    }
}
