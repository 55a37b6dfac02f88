package io.kairoute.gateway.control.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.store.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotCrashTest {
    private static final int LATEST_KILL_MS = 100;

    @TempDir
    private Path directory;

    @Test
    void shouldHoldTheSameFromTheSnapshotAsFromTheWholeLogWhenKilled() throws Exception {
        final int kills = Integer.getInteger("kairoute.kills", 8);
        final long seed = Long.getLong("kairoute.seed", 31);
        final Random random = new Random(seed);
        final Path file = directory.resolve("control.db");
        final ChainKey key = ChainKey.open(directory.resolve("control.key"), false);
        for (int kill = 0; kill < kills; kill++) {
            final String moment = "seed=" + seed + " kill=" + kill;
            final ChildJvm child = ChildJvm.of(SnapshotChild.class, directory.toString());
            child.awaitLine("kept");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LATEST_KILL_MS)));
            child.kill();
            final String said = child.readToEnd();

            try (SqliteControlLog log = SqliteControlLog.open(file, key)) {
                final FoldSnapshot kept = log.snapshot();
                assertNotNull(kept, moment);
                final ToyFold fromSnapshot = ToyFold.of(kept.state());
                log.follow(kept.position(), fromSnapshot);
                final ToyFold whole = new ToyFold();
                log.follow(0, whole);

                assertArrayEquals(whole.state(), fromSnapshot.state(), moment);
                assertTrue(log.position() >= last(said, "accepted "), moment);
                assertTrue(kept.position() >= last(said, "kept "), moment);
                assertTrue(log.position() - kept.position() <= 1, moment);
            }
        }
        assertEquals(List.of(), ChainVerifier.verify(file, key, Map.of()).findings());
    }

    private static long last(final String said, final String word) {
        return said.lines()
                .filter(line -> line.startsWith(word))
                .mapToLong(line -> Long.parseLong(line.substring(word.length())))
                .max()
                .orElse(0);
    }
}
