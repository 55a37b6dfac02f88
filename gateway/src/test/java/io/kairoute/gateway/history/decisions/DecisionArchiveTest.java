package io.kairoute.gateway.history.decisions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.control.log.ChainKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DecisionArchiveTest {
    private static final int MOST_WAITING = 8;

    @TempDir
    private Path directory;

    @Test
    void shouldRefuseOneQuestionMoreThanMayWaitAndAnswerAllThatWaited() throws Exception {
        try (DecisionArchive archive = new DecisionArchive(
                directory.resolve("control.db"),
                ChainKey.open(directory.resolve("control.key"), false),
                Map.of(),
                tenant -> directory)) {
            final CountDownLatch isRunning = new CountDownLatch(1);
            final CountDownLatch mayEnd = new CountDownLatch(1);
            final List<CompletableFuture<Integer>> taken = new ArrayList<>();
            taken.add(archive.list(() -> {
                isRunning.countDown();
                await(mayEnd);
                return 0;
            }));
            await(isRunning);
            for (int i = 1; i <= MOST_WAITING; i++) {
                final int number = i;
                taken.add(archive.list(() -> number));
            }

            final CompletionException refused = assertThrows(CompletionException.class, archive.list(() -> -1)::join);

            assertEquals(
                    "ARCHIVE_BUSY",
                    assertInstanceOf(ControlRefusal.class, refused.getCause())
                            .refusal()
                            .reason());
            assertEquals(7, archive.readLong(() -> 7).join(), "long reads wait elsewhere");
            mayEnd.countDown();
            for (int i = 0; i <= MOST_WAITING; i++) {
                assertEquals(i, taken.get(i).join());
            }
            assertEquals(9, archive.list(() -> 9).join());
        }
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
