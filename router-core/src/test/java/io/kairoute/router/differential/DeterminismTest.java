package io.kairoute.router.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.store.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The same inputs must give the same bytes in every process, on every JDK that is here. */
class DeterminismTest {
    private static final Path THIS_JDK = Path.of(System.getProperty("java.home"));

    @Test
    void shouldGiveTheSameBytesInAnotherProcessAndOnEveryOtherJdk() throws Exception {
        final String here = DecisionDigest.line();

        final String again = digestOn(THIS_JDK);

        assertEquals(here, again);
        int compared = 1;
        for (final Path jdk : otherJdks()) {
            final String there = digestOn(jdk);
            if (digest(there).equals(digest(here))) {
                System.out.println("determinism: the same bytes on " + jdk.getFileName() + ", " + there);
                compared++;
            } else {
                // Other rules of time zones are other inputs; nothing else is an excuse.
                assertNotEquals(tzdb(here), tzdb(there), jdk + ": " + there + " here: " + here);
                System.out.println("determinism: left out " + jdk.getFileName() + ", it has " + there);
            }
        }
        System.out.printf(
                "determinism: %,d decisions gave the same bytes in %d more processes, %s%n",
                DecisionDigest.DECISIONS, compared, here);
    }

    /** The JDKs that are installed beside this one. */
    private static List<Path> otherJdks() throws IOException {
        final Path parent = THIS_JDK.toRealPath().getParent();
        if (parent == null) {
            return List.of();
        }
        try (Stream<Path> jdks = Files.list(parent)) {
            return jdks.filter(jdk -> Files.isExecutable(jdk.resolve("bin").resolve("java")))
                    .filter(jdk -> !Files.isSymbolicLink(jdk))
                    .filter(jdk -> !jdk.getFileName().equals(THIS_JDK.getFileName()))
                    .filter(DeterminismTest::isSupported)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isSupported(final Path jdk) {
        try {
            final String version = Files.readAllLines(jdk.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("[^0-9.]", ""))
                    .findFirst()
                    .orElse("0");
            final int feature = Integer.parseInt(version.split("\\.", -1)[0]);
            return feature >= 17 && feature <= 25;
        } catch (final IOException noRelease) {
            return false;
        }
    }

    private static String digest(final String line) {
        return line.split(" ", -1)[1];
    }

    private static String tzdb(final String line) {
        return line.split(" ", -1)[0];
    }

    private static String digestOn(final Path jdk) throws IOException, InterruptedException {
        final ChildJvm child = ChildJvm.on(jdk, DecisionDigest.class);
        final String line = child.awaitLine("tzdb=");
        assertTrue(child.endsWithin(10_000));
        return line;
    }
}
