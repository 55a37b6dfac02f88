package io.kairoute.router.table.yaml;

import io.kairoute.router.table.Positions;
import io.kairoute.router.table.Problem.Position;
import io.kairoute.router.table.TablePath;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Finds the line and column of a place by walking the document's nodes, so that nothing is kept for the many places
 * nobody asks about.
 */
final class NodePositions implements Positions {
    private static final List<String> ID_KEYS = List.of("id", "date");

    private final Node root;

    NodePositions(final Node root) {
        this.root = root;
    }

    /** What an element of a list is known by: its {@code id} or {@code date}, or itself if it is a text; else empty. */
    static String idOf(final Node element) {
        if (element instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        for (final String key : ID_KEYS) {
            if (element instanceof MappingNode mapping && valueOf(mapping, key) instanceof ScalarNode id) {
                return id.getValue();
            }
        }
        return "";
    }

    @Override
    public @Nullable Position of(final TablePath path) {
        for (TablePath place = path; place != null; place = place.parent()) {
            final Node node = nodeAt(place);
            if (node != null) {
                return MapCursor.position(node);
            }
        }
        return null;
    }

    private @Nullable Node nodeAt(final TablePath path) {
        final TablePath parent = path.parent();
        if (parent == null) {
            return root;
        }
        final Node around = nodeAt(parent);
        if (around == null) {
            return null;
        }
        return path.index() < 0 ? value(around, path.name()) : element(around, path);
    }

    private static @Nullable Node value(final Node node, final String key) {
        return node instanceof MappingNode mapping ? valueOf(mapping, key) : null;
    }

    private static @Nullable Node element(final Node node, final TablePath path) {
        if (!(node instanceof SequenceNode sequence)) {
            return null;
        }
        final List<Node> elements = sequence.getValue();
        final Node atIndex = path.index() < elements.size() ? elements.get(path.index()) : null;
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

    private static @Nullable Node valueOf(final MappingNode mapping, final String key) {
        for (final NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode scalar
                    && scalar.getValue().equals(key)) {
                return tuple.getValueNode();
            }
        }
        return null;
    }
}
