package io.kairoute.gateway.history.decisions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.api.AdminRefused;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.work.LongWork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DecisionArchiveTest {
    private static final Call ANN = Call.by("ann", "local", 0);

    @TempDir
    private Path directory;

    private DecisionArchive archive;

    @BeforeEach
    void open() {
        archive = new DecisionArchive(
                directory.resolve("control.db"),
                ChainKey.open(directory.resolve("control.key"), false),
                Map.of(),
                tenant -> directory);
    }

    @AfterEach
    void close() {
        archive.close();
    }

    @Test
    void shouldRefuseOneQuestionMoreThanAreAnsweredAtOnce() throws Exception {
        final CountDownLatch mayEnd = new CountDownLatch(1);
        final List<CompletableFuture<Integer>> taken = new ArrayList<>();
        for (int i = 0; i < DecisionArchive.MOST_AT_ONCE; i++) {
            final int number = i;
            taken.add(ask(
                    "bank",
                    work -> work.aside(() -> {
                        await(mayEnd);
                        return number;
                    })));
        }

        final CompletionException refused = assertThrows(CompletionException.class, ask("bank", work -> -1)::join);

        assertEquals(
                "ARCHIVE_BUSY",
                assertInstanceOf(ControlRefusal.class, refused.getCause())
                        .refusal()
                        .reason());
        mayEnd.countDown();
        for (int i = 0; i < taken.size(); i++) {
            assertEquals(i, taken.get(i).join());
        }
    }

    @Test
    void shouldAnswerOneTenantWhileAnotherSearchesOnAndOn() {
        final AtomicBoolean mayEnd = new AtomicBoolean();
        final List<CompletableFuture<Integer>> searches = new ArrayList<>();
        for (int i = 0; i < DecisionArchive.MOST_AT_ONCE / 2; i++) {
            searches.add(ask("bank", work -> {
                while (!mayEnd.get()) {
                    work.block();
                }
                return 0;
            }));
        }

        for (int i = 0; i < 100; i++) {
            assertEquals(7, ask("default", work -> 7).join());
        }

        assertTrue(searches.stream().noneMatch(CompletableFuture::isDone));
        mayEnd.set(true);
        searches.forEach(CompletableFuture::join);
    }

    @Test
    void shouldEndAQuestionThatNobodyAsksAnyMore() {
        final Call call = Call.by("ann", "local", 0);
        final CountDownLatch isRunning = new CountDownLatch(1);
        final CompletableFuture<Integer> answer = archive.ask(call, "bank", 60, work -> {
            isRunning.countDown();
            while (true) {
                work.block();
            }
        });
        await(isRunning);

        call.cancellation().cancel();

        final CompletionException ended = assertThrows(CompletionException.class, answer::join);
        assertEquals(
                "ABANDONED",
                assertInstanceOf(AdminRefused.class, ended.getCause()).refusal().reason());
    }

    private CompletableFuture<Integer> ask(final String tenant, final Function<LongWork, Integer> question) {
        return archive.ask(ANN, tenant, 60, question);
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
