package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.router.key.KeyHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrectionsDamageTest {
    private static final long SEED = Long.getLong("kairoute.seed", 20_261_122L);
    private static final int CORRECTED = 400;
    private static final int DAMAGES = 400;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldNeverServeACorrectionThatWasNotGiven() throws IOException {
        final Path file = directory.resolve("corrections.db");
        final List<Correction> given = new ArrayList<>();
        try (Corrections corrections = new Corrections(file, note -> {})) {
            for (int i = 0; i < CORRECTED; i++) {
                given.add(corrections.put(correction(i)));
            }
        }
        final byte[] whole = Files.readAllBytes(file);
        final Random random = new Random(SEED);
        int noticed = 0;
        for (int i = 0; i < DAMAGES; i++) {
            final byte[] damaged = i % 8 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (damaged.length > 0) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);
            final List<String> notes = new ArrayList<>();
            try (Corrections corrections = new Corrections(file, notes::add)) {
                for (final Correction found : corrections.all()) {
                    assertTrue(given.contains(found), "seed=" + SEED + " i=" + i);
                }
                final boolean isWhole = corrections.all().size() == CORRECTED;
                assertTrue(
                        isWhole || damaged.length == 0 || !notes.isEmpty(),
                        "seed=" + SEED + " i=" + i + " silent loss");
                noticed += notes.isEmpty() ? 0 : 1;
            }
        }

        // The rest hit bytes that mean nothing: free space, counters.
        assertTrue(noticed > DAMAGES / 2, "noticed=" + noticed);
        Files.write(file, whole);
        try (Corrections corrections = new Corrections(file, note -> {})) {
            assertEquals(given, List.copyOf(corrections.all()));
        }
    }

    private static Correction correction(final int i) {
        return new Correction(
                new KeyHash(i * 0x9E37_79B9_7F4A_7C15L, i),
                0,
                i + 1L,
                1_000L + i,
                List.of(new KeyHash(i, -i)),
                null,
                CustomerProfile.newBuilder()
                        .setTier("tier-" + i)
                        .setTenureMonths(i)
                        .setLifecycle("long enough that most of the file's bytes mean something " + i)
                        .build());
    }
}
