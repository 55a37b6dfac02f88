package io.kairoute.gateway.node;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.GetNodeRequest;
import io.kairoute.control.v1.GetNodeResponse;
import io.kairoute.control.v1.GetPublicationResponse;
import io.kairoute.control.v1.NodeCertificate;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.config.TlsConfig;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.store.DiskRoom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how a node is. Thread-safe. */
final class NodeReport {
    private static final Logger LOG = LoggerFactory.getLogger(NodeReport.class);
    private static final double NS_PER_MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final NodeParts parts;
    private final InstantSource clock;
    private final long startMs;

    NodeReport(final NodeParts parts, final InstantSource clock) {
        this.parts = parts;
        this.clock = clock;
        startMs = clock.millis();
    }

    CompletionStage<GetNodeResponse> get(final Call call, final GetNodeRequest request) {
        return parts.plane().publication(call, request.getTenant()).thenApply(published -> report(call, published));
    }

    private GetNodeResponse report(final Call call, final GetPublicationResponse published) {
        final DiskRoom room = DiskRoom.of(parts.directory().toAbsolutePath());
        final GetNodeResponse.Builder node = GetNodeResponse.newBuilder()
                .setVersion(NodeVersion.text())
                .setStartTime(Timestamps.fromMillis(startMs))
                .setTime(Timestamps.fromMillis(clock.millis()))
                .setLoops(published.getLoopsCount())
                .setLoopsApplied((int) published.getLoopsList().stream()
                        .filter(loop -> loop.getState().equals("APPLIED"))
                        .count())
                .setLagMs(parts.lagNs().getAsLong() / NS_PER_MS)
                .setDiskFreeBytes(room.usableBytes())
                .setDiskBytes(room.totalBytes())
                .setControlLogIntact(parts.plane().isLogIntact());
        addDecisions(node, call.tenantId());
        addSegments(node, call.tenant());
        add(node, "route", parts.config().route().tls());
        add(node, "admin", parts.config().admin().tls());
        return node.build();
    }

    private void addDecisions(final GetNodeResponse.Builder node, final String tenant) {
        final var log = parts.decisions();
        node.setDecisionsLogged(log != null)
                .setDecisionsLost(log == null ? 0 : log.lost())
                .setDecisionBytes(parts.archive().bytes(tenant));
        final OptionalLong oldest = parts.archive().oldestMs(tenant);
        oldest.ifPresent(ms -> node.setOldestDecisionTime(Timestamps.fromMillis(ms)));
    }

    private void addSegments(final GetNodeResponse.Builder node, final int tenant) {
        final @Nullable Snapshot snapshot = parts.tenants().holder(tenant).acquire();
        if (snapshot != null && snapshot.segmentSetVersion().length > 0) {
            node.setSegmentSetVersion(new String(snapshot.segmentSetVersion(), StandardCharsets.UTF_8))
                    .setSegmentSetTime(Timestamps.fromMillis(snapshot.segments().sourceTimeMs()));
        }
    }

    // Read anew each time, since a file may have been renewed. What cannot be read now is in the log of the watch of
    // files, too.
    private static void add(final GetNodeResponse.Builder node, final String listener, final @Nullable TlsConfig tls) {
        if (tls == null) {
            return;
        }
        try {
            node.addCertificates(NodeCertificate.newBuilder()
                    .setListener(listener)
                    .setExpireTime(Timestamps.fromMillis(CertificateEnds.firstMs(tls.cert()))));
        } catch (final IOException | CertificateException e) {
            LOG.warn("event=certificate_not_read listener={} reason=\"{}\"", listener, e.getMessage());
        }
    }
}
