package io.kairoute.gateway.console.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.kairoute.control.v1.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The catalogue has every message that a page names, and none that no page does. */
class MessagesTest {
    private static final Pattern LITERAL = Pattern.compile("'([a-z_]+(?:\\.[a-z0-9_]+)+)'");
    private static final Pattern NAMED = Pattern.compile("\\bt\\('([^']+)'");
    /** A name whose end is found while the page runs: its beginning. */
    private static final Pattern BEGUN = Pattern.compile("`([a-z_]+\\.[a-z0-9_]*)\\$\\{");

    private static final Pattern WORD = Pattern.compile("\\bwordOf\\('([a-z_]+)'");
    /** {@code wordOf(name, value)}: the filters of Why, whose names are the groups. */
    private static final Set<String> FILTERS = Set.of("band.", "cause.", "guardrail.");

    private static final Pattern VALUE = Pattern.compile("\\{(\\w+)}");
    private static final JsonNode CATALOGUE = catalogue();

    private static Set<String> named;
    private static Set<String> literals;
    private static Set<String> begun;

    private static JsonNode catalogue() {
        try {
            return new ObjectMapper().readTree(Scripts.read("messages/en.json"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    static void read() {
        final String all = String.join("\n", Scripts.all());
        literals = found(LITERAL, all);
        named = found(NAMED, all);
        literals.addAll(named);
        begun = found(BEGUN, all);
        found(WORD, all).forEach(group -> begun.add(group + "."));
        begun.addAll(FILTERS);
    }

    private static Set<String> found(final Pattern pattern, final String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldHaveEveryMessageThatIsNamed() {
        final Set<String> groups = new TreeSet<>();
        CATALOGUE.fieldNames().forEachRemaining(key -> groups.add(key.replaceFirst("\\..*", "")));

        final List<String> missing = new ArrayList<>();
        literals.stream()
                .filter(key -> named.contains(key) || groups.contains(key.replaceFirst("\\..*", "")))
                .filter(key -> !CATALOGUE.has(key))
                .forEach(missing::add);
        begun.stream().filter(prefix -> !has(prefix)).forEach(missing::add);

        assertEquals(List.of(), missing);
    }

    private static boolean has(final String prefix) {
        for (final String key : (Iterable<String>) CATALOGUE::fieldNames) {
            if (key.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void shouldHaveNoMessageThatNobodyNames() {
        final List<String> idle = new ArrayList<>();
        CATALOGUE.fieldNames().forEachRemaining(key -> {
            if (!literals.contains(key) && begun.stream().noneMatch(key::startsWith)) {
                idle.add(key);
            }
        });

        assertEquals(List.of(), idle);
    }

    @Test
    void shouldTellEveryKindOfChange() {
        final List<String> missing = Command.getDescriptor().getOneofs().get(0).getFields().stream()
                .map(FieldDescriptor::getName)
                .filter(kind -> !CATALOGUE.has("kind." + kind) || !CATALOGUE.has("entry." + kind))
                .toList();

        assertEquals(List.of(), missing);
    }

    @Test
    void shouldTellOfRefusalsThatThereAre() throws IOException {
        final StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (final Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                sources.append(Files.readString(file));
            }
        }
        final List<String> unknown = new ArrayList<>();
        CATALOGUE.fieldNames().forEachRemaining(key -> {
            final String reason = key.replace("refusal.", "").toUpperCase(Locale.ROOT);
            if (key.startsWith("refusal.")
                    && !Pattern.compile("\\b" + reason + "\\b").matcher(sources).find()) {
                unknown.add(key);
            }
        });

        assertEquals(List.of(), unknown);
    }

    @Test
    void shouldUseTheSameValuesInBothNumbers() {
        CATALOGUE.properties().forEach(message -> {
            final JsonNode forms = message.getValue();
            if (forms.isObject()) {
                assertEquals(
                        found(VALUE, forms.get("other").asText()),
                        found(VALUE, forms.get("one").asText()),
                        message.getKey());
            }
        });
    }
}
