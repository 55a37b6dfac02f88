package io.kairoute.router.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.Limits;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.decide.Router;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.check.TableLoader;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Revisions that bear their number in every part of the answer, published while others route. */
class PublicationTest {
    private static final int PUBLICATIONS = Integer.getInteger("kairoute.publications", 2_000);
    private static final int READERS = 2;
    private static final long NOW_MS = 1_793_000_000_000L;
    private static final KeyHasher HASHER = new KeyHasher(new byte[16]);

    private final TenantDirectory tenants = new TenantDirectory(List.of("default"));
    private final AtomicBoolean isOver = new AtomicBoolean();

    @Test
    void shouldAnswerFromOneRevisionAloneAndNeverGoBack() throws Exception {
        tenants.holder(0).publish(revision(1));
        final ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try {
            final List<Future<long[]>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(this::readUntilOver));
            }

            for (int number = 2; number <= PUBLICATIONS; number++) {
                tenants.holder(0).publish(revision(number));
            }
            isOver.set(true);

            long decisions = 0;
            long changes = 0;
            for (final Future<long[]> reader : readers) {
                decisions += reader.get()[0];
                changes += reader.get()[1];
            }
            System.out.printf(
                    "publication: %,d decisions beside %,d publications, %,d changes of revision seen, none mixed%n",
                    decisions, PUBLICATIONS, changes);
            assertTrue(changes > PUBLICATIONS / 10, "the readers hardly saw a publication: changes=" + changes);
        } finally {
            isOver.set(true);
            threads.shutdownNow();
        }
    }

    private long[] readUntilOver() throws Exception {
        final Router router = new Router(tenants, true);
        final byte[] request =
                RouteRequest.newBuilder().setContactId("c-1").build().toByteArray();
        final UnsafeBuffer question = new UnsafeBuffer(request);
        final byte[] answer = new byte[Limits.RESPONSE_BYTES];
        final UnsafeBuffer response = new UnsafeBuffer(answer);
        long decisions = 0;
        long changes = 0;
        long newest = 0;
        while (!isOver.get()) {
            final int length = router.route(question, 0, request.length, 0, NOW_MS, response, 0);
            assertTrue(length > 0, () -> "status=" + length);
            final RouteResponse decision = RouteResponse.parseFrom(java.nio.ByteBuffer.wrap(answer, 0, length));
            final long revision = decision.getTableRevision();
            assertTrue(revision >= newest, () -> "revision " + revision + " is older than one seen before");
            assertEquals("queue-" + revision, decision.getQueue());
            assertEquals("script-" + revision, decision.getScript());
            assertEquals("message-" + revision, decision.getMessage());
            assertEquals("occasion-" + revision, decision.getOccasion());
            assertEquals("tier-" + revision, decision.getTier());
            assertEquals("job-" + revision, decision.getJob());
            assertEquals(1_000 * (1 + revision), decision.getSlaMs());
            changes += revision > newest ? 1 : 0;
            newest = revision;
            decisions++;
        }
        return new long[] {decisions, changes};
    }

    private static Snapshot revision(final int number) {
        final String table = """
                table: marked
                format: 1
                defaults:
                  occasion: occasion-#
                  tier: tier-#
                  treatment: {queue: queue-#, script: script-#, priority: 40, sla: @s, message: message-#}
                occasions:
                  - {id: occasion-#, name: n, job: job-#, owner: o, clear_at: 0.8, ambiguous_at: 0.5, treatment: {}, metrics: [time_to_relief]}
                tiers:
                  - {id: tier-#, name: n, definition: d, owner: o, cadence: weekly, version: 1, success: {metric: time_to_relief, target: 0.9}}
                queues:
                  - {id: queue-#, name: n}
                scripts:
                  - {id: script-#, name: n, version: 1, default: en, languages: {en: script-#}}
                """.replace("#", String.valueOf(number)).replace("@", String.valueOf(1 + number));
        final TableReport report = TableLoader.load(table.getBytes(StandardCharsets.UTF_8), LocalDate.of(2026, 11, 21));
        return new SnapshotBuilder(
                        "default",
                        HASHER,
                        CompiledRevision.of(
                                number,
                                Objects.requireNonNull(
                                        report.table(), () -> report.problems().toString()),
                                Horizon.around(NOW_MS)))
                .build();
    }
}
