package io.kairoute.router.table.yaml;

import io.kairoute.router.table.NearestName;
import io.kairoute.router.table.Problem.Position;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TablePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads one YAML mapping key by key. Whatever is wrong becomes a problem and reads as absent, so that one pass finds
 * everything.
 */
final class MapCursor {
    private static final Set<Tag> PLAIN_TAGS = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private final Problems problems;
    private final TablePath path;
    private final Node node;
    private final Map<String, NodeTuple> entries;
    /** False where something else stood in the mapping's place, so that its missing keys are no news. */
    private final boolean isMapping;

    private MapCursor(
            final Problems problems,
            final TablePath path,
            final Node node,
            final Map<String, NodeTuple> entries,
            final boolean isMapping) {
        this.problems = problems;
        this.path = path;
        this.node = node;
        this.entries = entries;
        this.isMapping = isMapping;
    }

    /** A mapping whose keys are known; the others, and required ones that are missing, become problems. */
    static MapCursor open(final Node node, final TablePath path, final Keys keys, final Problems problems) {
        final MapCursor cursor = open(node, path, keys.kind(), problems);
        if (cursor.isMapping) {
            cursor.checkKeys(keys);
        }
        return cursor;
    }

    /** A mapping whose keys are the author's own. */
    static MapCursor open(final Node node, final TablePath path, final String kind, final Problems problems) {
        final Map<String, NodeTuple> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problems.error(
                    "WRONG_TYPE",
                    path,
                    position(node),
                    "This is " + describe(node) + ", not " + kind + ".",
                    "Write keys and values, each on a line of its own or as {key: value}.");
            return new MapCursor(problems, path, node, entries, false);
        }
        for (final NodeTuple tuple : mapping.getValue()) {
            final Node key = tuple.getKeyNode();
            if (!(key instanceof ScalarNode scalar)) {
                problems.error(
                        "WRONG_TYPE",
                        path,
                        position(key),
                        "A key is " + describe(key) + ".",
                        "Write a text as the key.");
            } else if (entries.putIfAbsent(scalar.getValue(), tuple) != null) {
                problems.error(
                        "DUPLICATE_KEY",
                        path.key(scalar.getValue()),
                        position(key),
                        "The key " + Quote.of(scalar.getValue()) + " is given twice.",
                        "Keep one of the two.");
            }
        }
        return new MapCursor(problems, path, node, entries, true);
    }

    /** Whether a node is YAML's way of saying nothing. */
    static boolean isNull(final Node node) {
        return node instanceof ScalarNode scalar
                && (scalar.getTag().equals(Tag.NULL) || (scalar.isPlain() && NULLS.contains(scalar.getValue())));
    }

    /** The line and column at which a node begins. */
    static @Nullable Position position(final Node node) {
        return node.getStartMark().map(YamlDocument::position).orElse(null);
    }

    /** Reports the keys that are not known, and the required ones that are missing. */
    void checkKeys(final Keys keys) {
        refuseUnknown(keys);
        requirePresent(keys);
    }

    /** False where something else stood in the mapping's place. */
    boolean isMapping() {
        return isMapping;
    }

    boolean has(final String key) {
        return entries.containsKey(key);
    }

    /** The keys, in document order. */
    List<String> keys() {
        return List.copyOf(entries.keySet());
    }

    /** The value of a key; null where it is absent or not of this type. */
    <T> @Nullable T read(final String key, final ScalarType<T> type) {
        final Node value = valueOf(key);
        return value == null ? null : scalar(value, path.key(key), type);
    }

    /** The value of a key, or a default where it is absent or not of this type. */
    <T> T read(final String key, final ScalarType<T> type, final T absent) {
        final T value = read(key, type);
        return value == null ? absent : value;
    }

    /** The text of a key; empty where it is absent, which is a problem already if the key is required. */
    String text(final String key) {
        return read(key, ScalarType.TEXT, "");
    }

    /** The elements of a list of scalars; those that are not of this type are left out. Empty for absent. */
    <T> List<T> list(final String key, final ScalarType<T> type) {
        final List<T> elements = new ArrayList<>();
        final List<Node> nodes = elements(key);
        for (int i = 0; i < nodes.size(); i++) {
            final T element = scalar(nodes.get(i), path.key(key).item(i), type);
            if (element != null) {
                elements.add(element);
            }
        }
        return Collections.unmodifiableList(elements);
    }

    /** The elements of a list of texts. Empty for absent. */
    List<String> texts(final String key) {
        return list(key, ScalarType.TEXT);
    }

    /** The mapping of a key; null for absent. */
    @Nullable
    MapCursor map(final String key, final Keys keys) {
        final Node value = valueOf(key);
        return value == null ? null : open(value, path.key(key), keys, problems);
    }

    /** The mapping of a key whose own keys are the author's; null for absent. */
    @Nullable
    MapCursor freeMap(final String key, final String kind) {
        final Node value = valueOf(key);
        return value == null ? null : open(value, path.key(key), kind, problems);
    }

    /** The mappings in the list of a key; an element that is none is left out. Empty for absent. */
    List<MapCursor> maps(final String key, final Keys keys) {
        final List<MapCursor> cursors = new ArrayList<>();
        final List<Node> nodes = elements(key);
        for (int i = 0; i < nodes.size(); i++) {
            final Node element = nodes.get(i);
            final MapCursor cursor = open(
                    element,
                    path.key(key).item(i, element instanceof MappingNode ? NodePositions.idOf(element) : ""),
                    keys,
                    problems);
            if (cursor.isMapping) {
                cursors.add(cursor);
            }
        }
        return cursors;
    }

    /** Whether a list or text stands at a key. */
    boolean isList(final String key) {
        return valueOf(key) instanceof SequenceNode;
    }

    /** Whether the mapping has no key at all. */
    boolean isEmpty() {
        return isMapping && entries.isEmpty();
    }

    /** Reports a problem with the mapping as a whole. */
    void error(final String code, final String reason, final String remedy) {
        problems.error(code, path, position(node), reason, remedy);
    }

    /** Reports a problem with the value of a key. */
    void errorAt(final String key, final String code, final String reason, final String remedy) {
        final Node value = valueOf(key);
        problems.error(code, path.key(key), position(value == null ? node : value), reason, remedy);
    }

    private @Nullable Node valueOf(final String key) {
        final NodeTuple entry = entries.get(key);
        return entry == null ? null : entry.getValueNode();
    }

    private List<Node> elements(final String key) {
        final Node value = valueOf(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problems.error(
                "WRONG_TYPE",
                path.key(key),
                position(value),
                "The value of \"" + key + "\" is " + describe(value) + ", not a list.",
                "Write a list, such as [a, b].");
        return List.of();
    }

    private <T> @Nullable T scalar(final Node node, final TablePath place, final ScalarType<T> type) {
        if (!(node instanceof ScalarNode scalar) || !PLAIN_TAGS.contains(scalar.getTag()) || isNull(scalar)) {
            problems.error(
                    "WRONG_TYPE",
                    place,
                    position(node),
                    "This is " + describe(node) + ", not " + type.noun() + ".",
                    type.remedy().apply(""));
            return null;
        }
        final T value = type.isQuotable() || scalar.isPlain() ? type.parser().apply(scalar.getValue()) : null;
        if (value == null) {
            problems.error(
                    type.code(),
                    place,
                    position(node),
                    Quote.of(scalar.getValue()) + " is not " + type.noun() + ".",
                    () -> type.remedy().apply(scalar.getValue()));
        }
        return value;
    }

    private void refuseUnknown(final Keys keys) {
        for (final Map.Entry<String, NodeTuple> entry : entries.entrySet()) {
            final String key = entry.getKey();
            if (!keys.knows(key)) {
                problems.error(
                        "UNKNOWN_KEY",
                        path.key(key),
                        position(entry.getValue().getKeyNode()),
                        Quote.of(key) + " is not a key of " + keys.kind() + ".",
                        () -> "Use one of " + String.join(", ", keys.all()) + NearestName.hint(key, keys.all()));
            }
        }
    }

    private void requirePresent(final Keys keys) {
        for (final String key : keys.all()) {
            if (keys.required().contains(key) && !entries.containsKey(key)) {
                problems.error(
                        "MISSING_KEY",
                        path.key(key),
                        position(node),
                        "The key \"" + key + "\" is missing.",
                        "Add it; " + keys.kind() + " needs " + requiredNames(keys) + ".");
            }
        }
    }

    private static String requiredNames(final Keys keys) {
        return String.join(
                ", ", keys.all().stream().filter(keys.required()::contains).toList());
    }

    private static String describe(final Node node) {
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        if (isNull(node)) {
            return "nothing";
        }
        return PLAIN_TAGS.contains(node.getTag()) ? "a single value" : "a value with the tag " + node.getTag();
    }
}
