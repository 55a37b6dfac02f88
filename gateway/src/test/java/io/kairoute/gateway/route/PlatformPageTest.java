package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import io.kairoute.gateway.refusal.ProblemJson;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/PLATFORM.md tells what routing.proto tells: every field, and every word of the lists in its comments. */
class PlatformPageTest {
    private static final Path PAGE = Path.of("..", "docs", "PLATFORM.md");
    private static final Path PROTO =
            Path.of("..", "proto", "src", "main", "proto", "kairoute", "routing", "v1", "routing.proto");

    @Test
    void shouldTellEveryFieldOfAQuestion() throws IOException {
        assertEquals(fields(RouteRequest.getDescriptor()), names(section("## The question", "## The answer")));
    }

    @Test
    void shouldTellEveryFieldOfAnAnswer() throws IOException {
        assertEquals(fields(RouteResponse.getDescriptor()), names(section("## The answer", "### When the answer")));
    }

    @Test
    void shouldTellEveryFallbackCause() throws IOException {
        assertEquals(
                listed("  // Why; empty without fallback", "string fallback_cause"),
                words(section("### When the answer", "### Flags")));
    }

    @Test
    void shouldTellEveryFlag() throws IOException {
        assertEquals(
                listed("  // What was odd about", "repeated string flags"),
                words(section("### Flags", "## Ask again")));
    }

    @Test
    void shouldTellEveryReasonForARefusal() throws IOException {
        assertEquals(
                listed("// Refusals. A call", "service RoutingService"),
                words(section("## Refusals", "## Credentials and TLS")));
    }

    @Test
    void shouldShowARefusalAsItIsAnswered() throws IOException {
        final String section = section("## Refusals", "Branch on `reason`");
        final String shown = section.substring(section.indexOf('{'), section.lastIndexOf('}') + 1);

        assertEquals(json(ProblemJson.text(Refusal.limitExceeded("customer_key"))), json(shown));
    }

    private static Struct json(final String text) throws IOException {
        final Struct.Builder read = Struct.newBuilder();
        JsonFormat.parser().merge(text, read);
        return read.build();
    }

    private static Set<String> fields(final Descriptor message) {
        final Set<String> fields = new TreeSet<>();
        message.getFields().forEach(field -> fields.add(field.getName()));
        return fields;
    }

    /** The names in the first column of a section's table. */
    private static Set<String> names(final String section) {
        final Set<String> names = new TreeSet<>();
        for (final String cell : firstColumn(section)) {
            all("`([a-z_]+)`", cell, names);
        }
        return names;
    }

    private static Set<String> words(final String section) {
        final Set<String> words = new TreeSet<>();
        for (final String cell : firstColumn(section)) {
            all("([A-Z][A-Z0-9_]{2,})", cell, words);
        }
        return words;
    }

    private static Set<String> firstColumn(final String section) {
        final Set<String> cells = new TreeSet<>();
        all("(?m)^\\|([^|]+)\\|", section, cells);
        return cells;
    }

    /** The words that begin an item of the proto file's lists between two texts. */
    private static Set<String> listed(final String from, final String to) throws IOException {
        final Set<String> words = new TreeSet<>();
        all("(?m)^ *// {2,}([A-Z][A-Z0-9_]+)(?: [A-Z_]+)?: ", between(PROTO, from, to), words);
        assertTrue(words.size() > 5, () -> "too few: " + words);
        return words;
    }

    private static String section(final String from, final String to) throws IOException {
        return between(PAGE, from, to);
    }

    private static String between(final Path file, final String from, final String to) throws IOException {
        final String text = Files.readString(file);
        final int begin = text.indexOf(from);
        final int end = text.indexOf(to, begin);
        assertTrue(begin >= 0 && end > begin, () -> from + " to " + to + " is not in " + file);
        return text.substring(begin, end);
    }

    private static void all(final String pattern, final String text, final Set<String> into) {
        final Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            into.add(matcher.group(1));
        }
    }
}
