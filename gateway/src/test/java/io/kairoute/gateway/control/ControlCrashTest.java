package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ChainVerifier;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.control.log.TakesAll;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.replay.DecisionReplay;
import io.kairoute.gateway.history.replay.DecisionReplay.Outcome;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.store.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlCrashTest {
    private static final long READY_MS = 3_000;
    private static final int LATEST_KILL_MS = 400;

    @TempDir
    private Path directory;

    @Test
    void shouldLoseNothingThatWasAcknowledgedWhenKilled() throws Exception {
        killInPublish(Integer.getInteger("kairoute.kills", 25), Long.getLong("kairoute.seed", 31));
    }

    private void killInPublish(final int kills, final long seed) throws IOException, InterruptedException {
        final Random random = new Random(seed);
        long newest = 0;
        for (int kill = 0; kill < kills; kill++) {
            final String moment = "seed=" + seed + " kill=" + kill;
            final ChildJvm child = ChildJvm.of(ControlChild.class, directory.toString(), Long.toString(newest));
            child.awaitLine("published");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LATEST_KILL_MS)));
            child.kill();
            final long acknowledged = child.readToEnd()
                    .lines()
                    .filter(line -> line.startsWith("published "))
                    .mapToLong(line -> Long.parseLong(line.substring("published ".length())))
                    .max()
                    .orElse(newest + 1);

            newest = checkedNewest(moment);

            assertTrue(
                    newest == acknowledged || newest == acknowledged + 1,
                    moment + " acknowledged=" + acknowledged + " newest=" + newest);
        }
        assertEquals(List.of(), ChainVerifier.verify(file(), key(), Map.of()).findings());
    }

    // What a node finds after the kill: a whole log, within the time, and decisions that can be made again.
    private long checkedNewest(final String moment) throws IOException {
        final AtomicLong newest = new AtomicLong();
        final long beganNs = System.nanoTime();
        try (ControlLog log = SqliteControlLog.open(file(), key())) {
            TakesAll.of(log).forEach(entry -> newest.addAndGet(entry.kind().equals("table_published") ? 1 : 0));
            final long readyMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs);
            assertTrue(readyMs < READY_MS, moment + " ready after " + readyMs + " ms");
            final DecisionReplay replay = new DecisionReplay(
                    "default", new SnapshotHistory("default", new KeyHasher(new byte[KeyHasher.SECRET_BYTES]), log));
            final ChunkReader reader = new ChunkReader();
            reader.read(directory.resolve("decisions"), (record, set) -> {
                assertEquals(Outcome.SAME, replay.replay(record, set), moment);
                return true;
            });
            assertEquals(0, reader.damaged(), moment);
            for (final Path chunk : ChunkReader.chunks(directory.resolve("decisions"))) {
                Files.delete(chunk);
            }
        }
        return newest.get();
    }

    private Path file() {
        return directory.resolve("control.db");
    }

    private ChainKey key() {
        return ChainKey.read(directory.resolve("control.key"));
    }
}
