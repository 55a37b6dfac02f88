package io.kairoute.gateway.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each reason that the gateway refuses with is named by a test. */
class EveryRefusalHasATestTest {
    private static final Pattern REASON = Pattern.compile(
            "Refusal\\s*\\.\\s*\\w+\\(\\s*(?:Code\\.\\w+,\\s*)?(?:\"[a-z_.]+\",\\s*)?\"([A-Z][A-Z0-9_]+)\"");
    private static final Pattern WORD = Pattern.compile("\\b[A-Z][A-Z0-9_]+\\b");

    /** Reasons that no test names yet. Nothing is added here; whoever writes the test takes the line away. */
    private static final Set<String> WITHOUT = Set.of(
            "ABANDONED",
            "ACCOUNT_KEY",
            "BAD_BASE64",
            "BAD_MAPPING",
            "BAD_TIMEOUT",
            "COMPRESSION_NOT_ACCEPTED",
            "ERASE_RUNNING",
            "FILE_REFUSED",
            "FILE_TOO_LONG",
            "IMPORT_RUNNING",
            "MALFORMED_FIELD",
            "NAMES_THE_CUSTOMER",
            "NOT_ACTIVATED",
            "NO_ROOM",
            "NO_SEGMENT_SET",
            "NO_SET_BEFORE",
            "NO_SUCH_CUSTOMER",
            "NO_SUCH_SET",
            "SEGMENTS_OPENING",
            "SETS_BUSY",
            "STOPPING",
            "TOO_LONG",
            "TOO_MANY_CORRECTIONS",
            "TOO_MANY_DECISIONS",
            "TOO_MANY_EXPLANATIONS",
            "TOO_MANY_IMPORTS",
            "TOO_MANY_WATCHERS",
            "TOO_MANY_WORDS",
            "TOO_SILENT",
            "TOO_SLOW",
            "UNKNOWN_METHOD",
            "UNKNOWN_SERVICE",
            "VERSION_EXISTS");

    @Test
    void shouldNameEachReasonInATest() throws IOException {
        final Set<String> reasons = found(REASON, 1, Path.of("src/main/java"));
        assertTrue(reasons.size() > 50, () -> "only " + reasons);

        reasons.removeAll(found(WORD, 0, Path.of("src/test/java")));
        reasons.removeAll(found(WORD, 0, Path.of("..", "deploy", "src", "test", "java")));
        reasons.removeAll(WITHOUT);

        assertEquals(Set.of(), reasons, "refusals without a test");
    }

    private static Set<String> found(final Pattern pattern, final int group, final Path root) throws IOException {
        final Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (final Path file : (Iterable<Path>) files.filter(EveryRefusalHasATestTest::isRead)::iterator) {
                final Matcher matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(matcher.group(group));
                }
            }
        }
        return found;
    }

    /** This file names them all. */
    private static boolean isRead(final Path file) {
        return file.toString().endsWith(".java") && !file.endsWith("EveryRefusalHasATestTest.java");
    }
}
