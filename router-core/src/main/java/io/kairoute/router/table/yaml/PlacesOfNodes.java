package io.kairoute.router.table.yaml;

import io.kairoute.router.table.PlacesInText;
import io.kairoute.router.table.Problem.Position;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.yaml.YamlNode.Mapping;
import io.kairoute.router.table.yaml.YamlNode.Scalar;
import io.kairoute.router.table.yaml.YamlNode.Sequence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the line and column of a place by walking the document's nodes, so that nothing is kept for the many places
 * nobody asks about.
 */
final class PlacesOfNodes implements PlacesInText {
    private static final List<String> ID_KEYS = List.of("id", "date");

    private final YamlNode root;

    PlacesOfNodes(final YamlNode root) {
        this.root = root;
    }

    /** What an element of a list is known by: its {@code id} or {@code date}, or itself if it is a text; else empty. */
    static String idOf(final YamlNode element) {
        if (element instanceof Scalar scalar) {
            return scalar.text();
        }
        for (final String key : ID_KEYS) {
            if (element instanceof Mapping mapping && mapping.value(key) instanceof Scalar id) {
                return id.text();
            }
        }
        return "";
    }

    @Override
    public @Nullable Position of(final TablePath path) {
        for (TablePath place = path; place != null; place = place.parent()) {
            final YamlNode node = nodeAt(place);
            if (node != null) {
                return node.position();
            }
        }
        return null;
    }

    private @Nullable YamlNode nodeAt(final TablePath path) {
        final TablePath parent = path.parent();
        if (parent == null) {
            return root;
        }
        final YamlNode around = nodeAt(parent);
        if (around == null) {
            return null;
        }
        return path.index() < 0 ? value(around, path.name()) : element(around, path);
    }

    private static @Nullable YamlNode value(final YamlNode node, final String key) {
        return node instanceof Mapping mapping ? mapping.value(key) : null;
    }

    private static @Nullable YamlNode element(final YamlNode node, final TablePath path) {
        if (!(node instanceof Sequence sequence)) {
            return null;
        }
        final List<YamlNode> elements = sequence.elements();
        final YamlNode atIndex = path.index() < elements.size() ? elements.get(path.index()) : null;
        if (path.name().isEmpty() || (atIndex != null && idOf(atIndex).equals(path.name()))) {
            return atIndex;
        }
        // The list was sorted, or an element that could not be read was left out: go by the id alone.
        for (int i = elements.size() - 1; i >= 0; i--) {
            if (idOf(elements.get(i)).equals(path.name())) {
                return elements.get(i);
            }
        }
        return atIndex;
    }
}
