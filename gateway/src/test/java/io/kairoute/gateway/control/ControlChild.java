package io.kairoute.gateway.control;

import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.router.Limits;
import io.kairoute.router.decide.Router;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.routing.v1.RouteRequest;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Publishes and decides without end, saying each revision that was acknowledged, until it is killed. */
final class ControlChild {
    private static final int DECISIONS_BETWEEN = 200;

    private ControlChild() {}

    /** Runs over the directory named. */
    public static void main(final String[] arguments) {
        final Path directory = Path.of(arguments[0]);
        final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        final TenantDirectory tenants = new TenantDirectory(List.of(TenantDirectory.DEFAULT_TENANT));
        final ControlPlane plane =
                ControlNode.plane(directory, tenants, ControlSettings.DEFAULT, InstantSource.system());
        final DecisionLog log = new DecisionLog(
                ordinal -> directory.resolve("decisions"), DecisionLogSettings.DEFAULT, InstantSource.system());
        final Router router = new Router(tenants, true, log.newSink());
        final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_BYTES]);
        final Call actor = Call.by("child", "here", Router.ANY_TENANT);
        long revision = Long.parseLong(arguments[1]);
        out.println("ready");
        while (true) {
            plane.publisher()
                    .publish(
                            actor,
                            PublishTableRequest.newBuilder()
                                    .setDocument(ControlTables.withPriority((int) (revision % 100)))
                                    .setBaseRevision(revision)
                                    .setAcceptWarnings(true)
                                    .setReason("again")
                                    .build())
                    .join();
            revision++;
            out.println("published " + revision);
            for (int i = 0; i < DECISIONS_BETWEEN; i++) {
                final byte[] request = RouteRequest.newBuilder()
                        .setContactId(revision + "-" + i)
                        .setIntent("no_internet")
                        .build()
                        .toByteArray();
                router.route(new UnsafeBuffer(request), 0, request.length, 0, System.currentTimeMillis(), response, 0);
            }
        }
    }
}
