package io.kairoute.router.store;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ChronicleSegmentStore;
import io.kairoute.router.segment.ProfileFlyweight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.map.ChronicleMap;

/**
 * Measures what segment sets take: loading, opening after a clean stop and after a kill, Chronicle's own recovery, a lookup
 * beside a bare one. Not a test; run it by hand, with the module flags, an empty directory and the number of keys.
 */
public final class StoreTimes {
    private static final int ROUNDS = 9;
    private static final int LOOKUPS = 1_000_000;
    private static final KeyHasher HASHER = new KeyHasher(new byte[KeyHasher.SECRET_BYTES]);

    private StoreTimes() {}

    /** Arguments: the directory and the number of keys; or {@code open}, the directory and whether it was left cleanly. */
    public static void main(final String[] arguments) throws IOException, InterruptedException {
        if (arguments[0].equals("open")) {
            open(Path.of(arguments[1]), Boolean.parseBoolean(arguments[2]));
            return;
        }
        final Path directory = Files.createDirectories(Path.of(arguments[0]));
        final int keys = Integer.parseInt(arguments[1]);
        load(directory, keys);
        for (final String wasClean : new String[] {"true", "false"}) {
            System.out.print(ChildJvm.of(StoreTimes.class, "open", directory.toString(), wasClean)
                    .readToEnd());
        }
        final Path file = directory.resolve("segments/set-000001/profiles.map");
        compareLookups(file, keys);
        recover(file);
    }

    private static void load(final Path directory, final int keys) throws IOException {
        final SegmentSets sets = new SegmentSets(new TenantFolder(directory, true), HASHER, InstantSource.system());
        final long start = System.nanoTime();
        sets.activate(SetFixture.load(sets, "measured", keys));
        final long bytes = Files.size(directory.resolve("segments/set-000001/profiles.map"));
        print(
                "load, verify, sync of %,d keys: %.1f s; %,d bytes, %.0f a key",
                keys, seconds(start), bytes, (double) bytes / keys);
    }

    private static void open(final Path directory, final boolean wasClean) {
        final long start = System.nanoTime();
        final SegmentSets sets = new SegmentSets(new TenantFolder(directory, wasClean), HASHER, InstantSource.system());
        final SegmentOpening opening = sets.openActive();
        print(
                "open in a fresh JVM after %s stop: %.2f s, %.2f s since the JVM began; %s",
                wasClean ? "a clean" : "an unclean",
                seconds(start),
                (System.currentTimeMillis()
                                - ProcessHandle.current()
                                        .info()
                                        .startInstant()
                                        .orElseThrow()
                                        .toEpochMilli())
                        / 1e3,
                opening.notes());
    }

    private static void compareLookups(final Path file, final int keys) throws IOException {
        try (ChronicleMap<SegmentKey, ProfileFlyweight> map = ProfileMapFile.open(file)) {
            final ChronicleSegmentStore store = new ChronicleSegmentStore(map);
            final SegmentKey key = new SegmentKey();
            final ProfileFlyweight profile = new ProfileFlyweight();
            final double[] bare = new double[ROUNDS];
            final double[] found = new double[ROUNDS];
            final double[] ratio = new double[ROUNDS];
            long sum = 0;
            for (int round = 0; round < ROUNDS; round++) {
                SplittableRandom random = new SplittableRandom(round);
                long start = System.nanoTime();
                for (int i = 0; i < LOOKUPS; i++) {
                    map.getUsing(SetFixture.key(key, random.nextInt(keys)), profile);
                    sum += profile.valueCents();
                }
                bare[round] = (System.nanoTime() - start) / (double) LOOKUPS;
                random = new SplittableRandom(round + 1_000);
                start = System.nanoTime();
                for (int i = 0; i < LOOKUPS; i++) {
                    store.record(SetFixture.key(key, random.nextInt(keys)), profile);
                    sum += profile.valueCents();
                }
                found[round] = (System.nanoTime() - start) / (double) LOOKUPS;
                ratio[round] = found[round] / bare[round];
            }
            Arrays.sort(bare);
            Arrays.sort(found);
            Arrays.sort(ratio);
            print(
                    "one lookup at random, median and least of %d rounds: bare getUsing %.0f and %.0f ns, find %.0f and"
                            + " %.0f ns, median ratio %.2f (%d)",
                    ROUNDS, bare[ROUNDS / 2], bare[0], found[ROUNDS / 2], found[0], ratio[ROUNDS / 2], sum & 1);
        }
    }

    private static void recover(final Path file) throws IOException {
        final long start = System.nanoTime();
        try (ChronicleMap<SegmentKey, ProfileFlyweight> map = ProfileMapFile.recover(file, new AtomicLong())) {
            print("Chronicle's own recovery of %,d keys: %.1f s", map.longSize(), seconds(start));
        }
    }

    private static double seconds(final long startNs) {
        return (System.nanoTime() - startNs) / 1e9;
    }

    private static void print(final String format, final Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
