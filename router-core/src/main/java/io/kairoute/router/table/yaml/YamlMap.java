package io.kairoute.router.table.yaml;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Builds one YAML mapping key by key, in the order of the calls. A value that is null leaves no key. */
final class YamlMap {
    /** Texts that mean themselves without quotes to every YAML reader, of version 1.1 as of version 1.2. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./()-]+)*");
    /** Words that some YAML reader takes for a truth value or for nothing. */
    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

    private final List<NodeTuple> entries = new ArrayList<>();

    /** A mapping of an author's own keys to texts. */
    static YamlMap of(final Map<String, String> texts) {
        final YamlMap map = new YamlMap();
        texts.forEach(map::text);
        return map;
    }

    YamlMap text(final String key, final @Nullable String value) {
        return value == null ? this : add(key, text(value));
    }

    YamlMap integer(final String key, final @Nullable Integer value) {
        return value == null ? this : add(key, plain(Tag.INT, value.toString()));
    }

    YamlMap integers(final String key, final int first, final int second) {
        return add(
                key,
                sequence(
                        FlowStyle.FLOW,
                        List.of(plain(Tag.INT, Integer.toString(first)), plain(Tag.INT, Integer.toString(second)))));
    }

    YamlMap bool(final String key, final @Nullable Boolean value) {
        return value == null ? this : add(key, plain(Tag.BOOL, value.toString()));
    }

    /** Milliseconds, in the shortest spelling. */
    YamlMap duration(final String key, final @Nullable Long durationMs) {
        return durationMs == null ? this : add(key, plain(Tag.STR, Durations.format(durationMs)));
    }

    /** Basis points, as a decimal fraction. */
    YamlMap share(final String key, final @Nullable Integer basisPoints) {
        if (basisPoints == null) {
            return this;
        }
        final String fraction = Shares.format(basisPoints);
        return add(key, plain(fraction.indexOf('.') < 0 ? Tag.INT : Tag.FLOAT, fraction));
    }

    YamlMap date(final String key, final @Nullable LocalDate value) {
        return value == null ? this : add(key, plain(Tag.STR, value.toString()));
    }

    YamlMap list(final String key, final List<String> values) {
        return add(
                key,
                sequence(
                        FlowStyle.FLOW,
                        values.stream().map(YamlMap::text).map(Node.class::cast).toList()));
    }

    YamlMap listUnlessEmpty(final String key, final List<String> values) {
        return values.isEmpty() ? this : list(key, values);
    }

    YamlMap block(final String key, final YamlMap value) {
        return add(key, value.block());
    }

    YamlMap flow(final String key, final YamlMap value) {
        return add(key, value.flow());
    }

    YamlMap flowUnlessEmpty(final String key, final YamlMap value) {
        return value.entries.isEmpty() ? this : flow(key, value);
    }

    /** A list of mappings, each over several lines; no key for an empty one. */
    YamlMap blocks(final String key, final List<YamlMap> values) {
        return values.isEmpty()
                ? this
                : add(
                        key,
                        sequence(
                                FlowStyle.BLOCK,
                                values.stream().map(YamlMap::block).toList()));
    }

    /** A list of mappings, each on one line; no key for an empty one. */
    YamlMap flows(final String key, final List<YamlMap> values) {
        return values.isEmpty()
                ? this
                : add(
                        key,
                        sequence(
                                FlowStyle.BLOCK,
                                values.stream().map(YamlMap::flow).toList()));
    }

    /** A list of mappings, all on the line of what they stand in; an empty one is a value. */
    YamlMap inline(final String key, final List<YamlMap> values) {
        return add(
                key, sequence(FlowStyle.FLOW, values.stream().map(YamlMap::flow).toList()));
    }

    /** The mapping over several lines. */
    Node block() {
        return new MappingNode(Tag.MAP, entries, FlowStyle.BLOCK);
    }

    /** The mapping on one line. */
    Node flow() {
        return new MappingNode(Tag.MAP, entries, FlowStyle.FLOW);
    }

    private YamlMap add(final String key, final Node value) {
        entries.add(new NodeTuple(text(key), value));
        return this;
    }

    private static Node sequence(final FlowStyle style, final List<Node> elements) {
        return new SequenceNode(Tag.SEQ, elements, style);
    }

    private static Node text(final String value) {
        final boolean isPlain =
                PLAIN.matcher(value).matches() && WORDS.stream().noneMatch(word -> word.equalsIgnoreCase(value));
        return new ScalarNode(Tag.STR, value, isPlain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
    }

    private static Node plain(final Tag tag, final String value) {
        return new ScalarNode(tag, value, ScalarStyle.PLAIN);
    }
}
