package io.kairoute.router.table.yaml;

import io.kairoute.router.table.Hidden;
import io.kairoute.router.table.NearestName;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.yaml.YamlNode.Entry;
import io.kairoute.router.table.yaml.YamlNode.Mapping;
import io.kairoute.router.table.yaml.YamlNode.Scalar;
import io.kairoute.router.table.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one YAML mapping key by key. Whatever is wrong becomes a problem and reads as absent, so that one pass finds
 * everything.
 */
final class MapCursor {
    private static final String SAID_TO_PEOPLE = "scripts";

    private final Problems problems;
    private final TablePath path;
    private final YamlNode node;
    private final Map<String, Entry> entries;
    /** False where something else stood in the mapping's place, so that its missing keys are no news. */
    private final boolean isMapping;

    private MapCursor(
            final Problems problems,
            final TablePath path,
            final YamlNode node,
            final Map<String, Entry> entries,
            final boolean isMapping) {
        this.problems = problems;
        this.path = path;
        this.node = node;
        this.entries = entries;
        this.isMapping = isMapping;
    }

    /** A mapping whose keys are known; the others, and required ones that are missing, become problems. */
    static MapCursor open(final YamlNode node, final TablePath path, final Keys keys, final Problems problems) {
        final MapCursor cursor = open(node, path, keys.kind(), problems);
        if (cursor.isMapping) {
            cursor.checkKeys(keys);
        }
        return cursor;
    }

    /** A mapping whose keys are the author's own. */
    static MapCursor open(final YamlNode node, final TablePath path, final String kind, final Problems problems) {
        final Map<String, Entry> entries = new LinkedHashMap<>();
        if (!(node instanceof Mapping mapping) || mapping.tag() != null) {
            problems.error(
                    "WRONG_TYPE",
                    path,
                    node.position(),
                    "This is " + node.description() + ", not " + kind + ".",
                    "Write keys and values, each on a line of its own or as {key: value}.");
            return new MapCursor(problems, path, node, entries, false);
        }
        for (final Entry tuple : mapping.entries()) {
            final YamlNode key = tuple.key();
            if (!(key instanceof Scalar scalar)) {
                problems.error(
                        "WRONG_TYPE",
                        path,
                        key.position(),
                        "A key is " + key.description() + ".",
                        "Write a text as the key.");
            } else if (entries.putIfAbsent(scalar.text(), tuple) != null) {
                problems.error(
                        "DUPLICATE_KEY",
                        path.key(scalar.text()),
                        key.position(),
                        "The key " + Quote.of(scalar.text()) + " is given twice.",
                        "Keep one of the two.");
            }
        }
        entries.values().forEach(entry -> warnOfHidden((Scalar) entry.key(), path, problems));
        return new MapCursor(problems, path, node, entries, true);
    }

    // Contacts come without it, so that what is written would fit nobody. What is said to people may hold it.
    private static void warnOfHidden(final Scalar scalar, final TablePath place, final Problems problems) {
        final int hidden = Hidden.first(scalar.text());
        if (hidden >= 0 && !place.toString().startsWith(SAID_TO_PEOPLE)) {
            problems.warning(
                    "HIDDEN_CHARACTER",
                    place,
                    scalar.position(),
                    Quote.of(scalar.text()) + " holds a "
                            + Hidden.name(scalar.text().charAt(hidden)) + ", which nobody sees.",
                    "Write a plain space, or nothing.");
        }
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
        final YamlNode value = valueOf(key);
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
        final List<YamlNode> nodes = elements(key);
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
        final YamlNode value = valueOf(key);
        return value == null ? null : open(value, path.key(key), keys, problems);
    }

    /** The mapping of a key whose own keys are the author's; null for absent. */
    @Nullable
    MapCursor freeMap(final String key, final String kind) {
        final YamlNode value = valueOf(key);
        return value == null ? null : open(value, path.key(key), kind, problems);
    }

    /** The mappings in the list of a key; an element that is none is left out. Empty for absent. */
    List<MapCursor> maps(final String key, final Keys keys) {
        final List<MapCursor> cursors = new ArrayList<>();
        final List<YamlNode> nodes = elements(key);
        for (int i = 0; i < nodes.size(); i++) {
            final YamlNode element = nodes.get(i);
            final MapCursor cursor = open(
                    element,
                    path.key(key).item(i, element instanceof Mapping ? PlacesOfNodes.idOf(element) : ""),
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
        return valueOf(key) instanceof Sequence;
    }

    /** Whether the mapping has no key at all. */
    boolean isEmpty() {
        return isMapping && entries.isEmpty();
    }

    /** Reports a problem with the mapping as a whole. */
    void error(final String code, final String reason, final String remedy) {
        problems.error(code, path, node.position(), reason, remedy);
    }

    /** Reports a problem with the value of a key. */
    void errorAt(final String key, final String code, final String reason, final String remedy) {
        final YamlNode value = valueOf(key);
        problems.error(code, path.key(key), (value == null ? node : value).position(), reason, remedy);
    }

    private @Nullable YamlNode valueOf(final String key) {
        final Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    private List<YamlNode> elements(final String key) {
        final YamlNode value = valueOf(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof Sequence sequence && sequence.tag() == null) {
            return sequence.elements();
        }
        problems.error(
                "WRONG_TYPE",
                path.key(key),
                value.position(),
                "The value of \"" + key + "\" is " + value.description() + ", not a list.",
                "Write a list, such as [a, b].");
        return List.of();
    }

    private <T> @Nullable T scalar(final YamlNode node, final TablePath place, final ScalarType<T> type) {
        if (!(node instanceof Scalar scalar) || scalar.tag() != null || scalar.isNull()) {
            problems.error(
                    "WRONG_TYPE",
                    place,
                    node.position(),
                    "This is " + node.description() + ", not " + type.noun() + ".",
                    type.remedy().apply(""));
            return null;
        }
        final T value = type.isQuotable() || scalar.isPlain() ? type.parser().apply(scalar.text()) : null;
        if (value == null) {
            problems.error(
                    type.code(),
                    place,
                    node.position(),
                    Quote.of(scalar.text()) + " is not " + type.noun() + ".",
                    () -> type.remedy().apply(scalar.text()));
        } else {
            warnOfHidden(scalar, place, problems);
        }
        return value;
    }

    private void refuseUnknown(final Keys keys) {
        for (final Map.Entry<String, Entry> entry : entries.entrySet()) {
            final String key = entry.getKey();
            if (!keys.knows(key)) {
                problems.error(
                        "UNKNOWN_KEY",
                        path.key(key),
                        entry.getValue().key().position(),
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
                        node.position(),
                        "The key \"" + key + "\" is missing.",
                        "Add it; " + keys.kind() + " needs " + requiredNames(keys) + ".");
            }
        }
    }

    private static String requiredNames(final Keys keys) {
        return String.join(
                ", ", keys.all().stream().filter(keys.required()::contains).toList());
    }
}
