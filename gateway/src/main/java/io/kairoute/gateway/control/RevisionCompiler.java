package io.kairoute.gateway.control;

import io.kairoute.gateway.control.state.RevisionRecord;
import io.kairoute.router.compile.CompiledRevision;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles published revisions that this node has not compiled: those of before its start, and those of other writers.
 * Thread-confined: its methods run on the control thread; what takes long runs beside it.
 */
final class RevisionCompiler {
    private static final Logger LOG = LoggerFactory.getLogger(RevisionCompiler.class);

    private static final Duration TOLD_FIRST = Duration.ofSeconds(1);

    private final TenantWork work;
    private final int keptRevisions;
    private final InstantSource clock;

    RevisionCompiler(final TenantWork work, final ControlSettings settings, final InstantSource clock) {
        this.work = work;
        this.keptRevisions = settings.keptRevisions();
        this.clock = clock;
    }

    /** Compiles the newest revisions, as many as are kept; before the control thread begins. */
    void restore(final TenantControl tenant) {
        int kept = 0;
        for (final RevisionRecord revision :
                tenant.state().revisions().descendingMap().values()) {
            if (kept == keptRevisions) {
                break;
            }
            try {
                tenant.revisions().keep(compiledAtStart(tenant, revision));
                kept++;
            } catch (final RuntimeException e) {
                final long unused = refuse(tenant, revision.number(), e);
            }
        }
        tenant.publish();
    }

    // It was compiled once already, so it ends; and a start that gave it up would route by an older table.
    private CompiledRevision compiledAtStart(final TenantControl tenant, final RevisionRecord revision) {
        final byte[] document = tenant.document(revision.document());
        return StartWait.until(
                work.beside(tenant.id(), () -> compile(document, revision.number())),
                TOLD_FIRST,
                waited -> LOG.warn(
                        "event=start_compiles tenant={} revision={} for_s={} todo=\"The node is ready once this is compiled."
                                + " Give it more processors, or publish a smaller table later\"",
                        tenant.id(),
                        revision.number(),
                        waited.toSeconds()));
    }

    /** Compiles a revision beside the control thread; contacts are routed by it once that is done. */
    void compileLater(final TenantControl tenant, final long number) {
        final RevisionRecord revision = tenant.state().revisions().get(number);
        if (revision == null) {
            return;
        }
        final byte[] document = tenant.document(revision.document());
        final var unused = work.beside(tenant.id(), () -> compile(document, number))
                .thenCompose(compiled -> work.then(tenant.id(), compiled, RevisionCompiler::kept))
                .exceptionallyCompose(
                        fault -> work.then(tenant.id(), fault, (control, why) -> refuse(control, number, why)));
    }

    private static long kept(final TenantControl tenant, final CompiledRevision compiled) {
        tenant.revisions().keep(compiled);
        tenant.publish();
        return compiled.number();
    }

    private CompiledRevision compile(final byte[] document, final long number) {
        return CheckedTable.ofRevision(document, clock.millis()).numbered(number);
    }

    private static long refuse(final TenantControl tenant, final long number, final Throwable why) {
        final Throwable cause = why.getCause() == null ? why : why.getCause();
        tenant.revisions().refuse(number, String.valueOf(cause.getMessage()));
        LOG.error("event=revision_refused tenant={} revision={}", tenant.id(), number, cause);
        return number;
    }
}
