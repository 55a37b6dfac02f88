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

    @Test
    void shouldNameEachReasonInATest() throws IOException {
        final Set<String> reasons = found(REASON, 1, Path.of("src/main/java"));
        assertTrue(reasons.size() > 50, () -> "only " + reasons);

        reasons.removeAll(named());

        assertEquals(Set.of(), reasons, "refusals without a test");
    }

    private static Set<String> named() throws IOException {
        final Set<String> named = found(WORD, 0, Path.of("src/test/java"));
        named.addAll(found(WORD, 0, Path.of("..", "deploy", "node", "src", "test", "java")));
        named.addAll(found(WORD, 0, Path.of("..", "deploy", "ctl", "src", "test", "java")));
        return named;
    }

    private static Set<String> found(final Pattern pattern, final int group, final Path root) throws IOException {
        final Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (final Path file :
                    (Iterable<Path>) files.filter(file -> file.toString().endsWith(".java"))::iterator) {
                final Matcher matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(matcher.group(group));
                }
            }
        }
        return found;
    }
}
