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
            "ACCOUNT_KEY",
            "BAD_BASE64",
            "BAD_MAPPING",
            "BAD_TIMEOUT",
            "COMPRESSION_NOT_ACCEPTED",
            "MALFORMED_FIELD",
            "NAMES_THE_CUSTOMER",
            "NO_SEGMENT_SET",
            "NO_SET_BEFORE",
            "NO_SUCH_CUSTOMER",
            "NO_SUCH_SET",
            "SETS_BUSY",
            "TOO_MANY_DECISIONS",
            "TOO_MANY_EXPLANATIONS",
            "TOO_MANY_WORDS",
            "UNKNOWN_METHOD",
            "UNKNOWN_SERVICE");

    @Test
    void shouldNameEachReasonInATest() throws IOException {
        final Set<String> reasons = found(REASON, 1, Path.of("src/main/java"));
        assertTrue(reasons.size() > 50, () -> "only " + reasons);

        reasons.removeAll(named());
        reasons.removeAll(WITHOUT);

        assertEquals(Set.of(), reasons, "refusals without a test");
    }

    @Test
    void shouldExcuseNoReasonThatATestNamesOrThatIsGone() throws IOException {
        final Set<String> stale = new TreeSet<>(WITHOUT);
        stale.retainAll(named());
        final Set<String> gone = new TreeSet<>(WITHOUT);
        gone.removeAll(found(REASON, 1, Path.of("src/main/java")));

        assertEquals(Set.of(), stale, "take these lines away: a test names them");
        assertEquals(Set.of(), gone, "take these lines away: nothing is refused so");
    }

    private static Set<String> named() throws IOException {
        final Set<String> named = found(WORD, 0, Path.of("src/test/java"));
        named.addAll(found(WORD, 0, Path.of("..", "deploy", "src", "test", "java")));
        return named;
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
