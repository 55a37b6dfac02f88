package io.kairoute.gateway.node;

import io.kairoute.gateway.config.TlsConfig;
import io.kairoute.gateway.control.TenantFigures;
import io.kairoute.gateway.observe.Figure;
import io.kairoute.gateway.observe.FigureSheet;
import io.kairoute.gateway.sets.TenantSegments;
import io.kairoute.router.store.DiskRoom;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what a node has stored and what is held in it: its disk, certificates, logs, and what the control thread knows of each
 * tenant. Labels name tenants, listeners and words of this class, nothing that a caller sent. Thread-confined: owned by whoever looks.
 */
final class StoredLook {
    private static final Logger LOG = LoggerFactory.getLogger(StoredLook.class);
    private static final long PATIENCE_S = 10;
    private static final double MS_PER_SECOND = 1e3;
    private static final String TENANT = "tenant";

    private final NodeParts parts;
    private final Map<String, TenantSegments> segments;
    private final InstantSource clock;

    StoredLook(final NodeParts parts, final Map<String, TenantSegments> segments, final InstantSource clock) {
        this.parts = parts;
        this.segments = Map.copyOf(segments);
        this.clock = clock;
    }

    /**
     * Looks.
     *
     * @throws TimeoutException when the control thread does not answer
     */
    FigureSheet find() throws InterruptedException, ExecutionException, TimeoutException {
        final FigureSheet found = new FigureSheet();
        addDisk(found);
        addCertificates(found, "route", parts.config().route().tls());
        addCertificates(found, "admin", parts.config().admin().tls());
        for (int ordinal = 0; ordinal < parts.tenants().count(); ordinal++) {
            addTenant(found, parts.tenants().id(ordinal));
        }
        return found;
    }

    private void addDisk(final FigureSheet found) {
        final DiskRoom room = DiskRoom.of(parts.directory().toAbsolutePath());
        if (!room.equals(DiskRoom.UNKNOWN)) {
            found.add(Figure.DISK_FREE, (double) room.usableBytes());
            found.add(Figure.DISK_SIZE, (double) room.totalBytes());
        }
    }

    private void addCertificates(final FigureSheet found, final String listener, final @Nullable TlsConfig tls) {
        if (tls != null) {
            addCertificate(found, listener, "cert", tls.cert());
            final Path clientCa = tls.clientCa();
            if (clientCa != null) {
                addCertificate(found, listener, "client_ca", clientCa);
            }
        }
    }

    private void addCertificate(final FigureSheet found, final String listener, final String kind, final Path file) {
        try {
            final double left = (CertificateEnds.firstMs(file) - clock.millis()) / MS_PER_SECOND;
            found.add(Figure.CERTIFICATE_LEFT, left, "listener", listener, "file", kind);
        } catch (final IOException | CertificateException e) {
            // Being renewed, perhaps; the watch of files says what is wrong with it.
            LOG.debug("event=certificate_not_read listener={} file={}", listener, kind, e);
        }
    }

    private void addTenant(final FigureSheet found, final String tenant)
            throws InterruptedException, ExecutionException, TimeoutException {
        found.add(Figure.DECISIONS, (double) parts.archive().bytes(tenant), TENANT, tenant);
        final TenantSegments sets = segments.get(tenant);
        found.add(Figure.IMPORTS, sets != null && sets.isImporting() ? 1 : 0, TENANT, tenant);
        final TenantFigures held = parts.plane().figures(tenant).get(PATIENCE_S, TimeUnit.SECONDS);
        found.add(Figure.REVISIONS_REFUSED, held.revisionsRefused(), TENANT, tenant);
        found.add(Figure.LIVE, held.live().count(), TENANT, tenant);
        add(found, Figure.LIVE_LEFT, held.live().leftMs(), tenant);
        found.add(Figure.OVERRIDES, held.overrides().count(), TENANT, tenant);
        add(found, Figure.OVERRIDE_LEFT, held.overrides().leftMs(), tenant);
        held.off()
                .forEach((name, isOff) -> found.add(Figure.SWITCH_OFF, isOff ? 1 : 0, TENANT, tenant, "switch", name));
        addQueues(found, held.queues(), tenant);
    }

    private static void addQueues(final FigureSheet found, final TenantFigures.Reports queues, final String tenant) {
        found.add(Figure.QUEUE_STATES, queues.fresh(), TENANT, tenant, "state", "fresh");
        found.add(Figure.QUEUE_STATES, queues.stale(), TENANT, tenant, "state", "stale");
        found.add(Figure.QUEUE_STATES, queues.silent(), TENANT, tenant, "state", "none");
        add(found, Figure.QUEUE_STATE_NEWEST, queues.newestAgeMs(), tenant);
        add(found, Figure.QUEUE_STATE_OLDEST, queues.oldestAgeMs(), tenant);
    }

    private static void add(
            final FigureSheet found, final Figure figure, final OptionalLong millis, final String tenant) {
        millis.ifPresent(ms -> found.add(figure, ms / MS_PER_SECOND, TENANT, tenant));
    }
}
