package io.kairoute.router.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.live.QueueState;
import io.kairoute.router.live.Switches;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which thread may call what: the one that opened a routing writes, all may read. */
class EmbeddedThreadsTest {
    @TempDir
    private Path directory;

    @Test
    void shouldRefuseWritesOfAnotherThreadAndNameBoth() throws InterruptedException {
        try (EmbeddedRouting routing = Host.open(directory)) {
            for (final Map.Entry<String, Runnable> write : writes(routing).entrySet()) {
                final Throwable thrown = onAnotherThread("feeder", write.getValue());

                assertTrue(thrown instanceof IllegalStateException, write.getKey() + ": " + thrown);
                assertEquals(
                        "only the thread that opened this routing may call " + write.getKey() + ": writer="
                                + Thread.currentThread().getName()
                                + " caller=feeder; hand the call over to that thread",
                        thrown.getMessage());
            }
        }
    }

    @Test
    void shouldLetEveryThreadReadAndRoute() throws InterruptedException {
        try (EmbeddedRouting routing = Host.open(directory)) {
            final Throwable thrown = onAnotherThread("reader", () -> {
                routing.newRouter().route(Host.by("crm:7"));
                routing.published();
                routing.notes();
                routing.isSegmentSetAnswering();
            });

            assertEquals(null, thrown);
        }
    }

    @Test
    void shouldLetTheNextThreadWriteOnceTheOneThatOpenedHasEnded() throws InterruptedException {
        final AtomicReference<EmbeddedRouting> opened = new AtomicReference<>();
        assertEquals(null, onAnotherThread("opener", () -> opened.set(Host.open(directory))));
        try (EmbeddedRouting routing = opened.get()) {
            routing.switchOff(Switches.NONE);

            final Throwable thrown = onAnotherThread("third", () -> routing.switchOff(Switches.NONE));
            assertTrue(String.valueOf(thrown).contains("caller=third"), String.valueOf(thrown));
        }
    }

    private static Map<String, Runnable> writes(final EmbeddedRouting routing) {
        return Map.of(
                "publish", () -> routing.publish(Host.TABLE),
                "declare", () -> routing.declare(List.of(), List.of()),
                "switchOff", () -> routing.switchOff(Switches.NONE),
                "report", () -> routing.report(new QueueState("outage-desk", 1, 1, 1, 1)),
                "beginSegmentSet", () -> routing.beginSegmentSet(1),
                "serve", () -> routing.serve(1),
                "erase", () -> routing.erase("crm:7"));
    }

    private static Throwable onAnotherThread(final String name, final Runnable work) throws InterruptedException {
        final AtomicReference<Throwable> thrown = new AtomicReference<>();
        final Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (final RuntimeException e) {
                        thrown.set(e);
                    }
                },
                name);
        thread.start();
        thread.join();
        return thrown.get();
    }
}
