package io.kairoute.router.table.yaml;

import io.kairoute.router.Limits;
import io.kairoute.router.table.Problem.Position;
import io.kairoute.router.table.yaml.YamlNode.Entry;
import io.kairoute.router.table.yaml.YamlNode.Mapping;
import io.kairoute.router.table.yaml.YamlNode.Scalar;
import io.kairoute.router.table.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * Builds the nodes of one document from a parser's events.
 *
 * <p>The library's own composer keeps some 350 bytes for each value, and knows no limit of depth or number; a hostile
 * document of the allowed size would take gigabytes. This one keeps a third of that, and refuses at the limit.
 */
final class NodeComposer {
    private static final String STRING_TAG = "tag:yaml.org,2002:str";
    private static final Set<String> PLAIN_TAGS = Set.of(
            "!",
            "tag:yaml.org,2002:int",
            "tag:yaml.org,2002:float",
            "tag:yaml.org,2002:bool",
            "tag:yaml.org,2002:null",
            "tag:yaml.org,2002:seq",
            "tag:yaml.org,2002:map");

    private final Parser events;
    private final Map<String, YamlNode> anchored = new HashMap<>();
    private int nodeCount;
    private int aliasCount;
    private int depth;

    NodeComposer(final Parser events) {
        this.events = events;
    }

    /** Says why a well-formed document is not read. */
    static final class Refusal extends RuntimeException {
        private final transient Position position;
        private final String code;

        private Refusal(final String code, final Position position, final String reason) {
            super(reason, null, false, false);
            this.code = code;
            this.position = position;
        }

        private static Refusal limit(final Event event, final int limit, final String what) {
            return new Refusal(
                    "LIMIT_EXCEEDED", positionOf(event), "The document has more than " + limit + " " + what + ".");
        }

        private static Refusal malformed(final Event event, final String why) {
            return new Refusal(
                    "MALFORMED_YAML", positionOf(event), "The document is not well-formed YAML: " + why + ".");
        }

        String code() {
            return code;
        }

        Position position() {
            return position;
        }
    }

    /** The root of the only document; null where there is none. */
    @Nullable
    YamlNode document() {
        events.next();
        if (events.checkEvent(Event.ID.StreamEnd)) {
            return null;
        }
        events.next();
        final YamlNode root = node(events.next());
        events.next();
        if (!events.checkEvent(Event.ID.StreamEnd)) {
            throw Refusal.malformed(events.peekEvent(), "a second document begins, and a table is one document");
        }
        return root;
    }

    private YamlNode node(final Event event) {
        if (++nodeCount > Limits.TABLE_NODES) {
            throw Refusal.limit(event, Limits.TABLE_NODES, "values");
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        final YamlNode node =
                event instanceof ScalarEvent scalar ? scalar(scalar) : collection((CollectionStartEvent) event);
        ((NodeEvent) event).getAnchor().map(Anchor::getValue).ifPresent(name -> anchored.put(name, node));
        return node;
    }

    /** An anchor counts from the end of its node, so that no node can hold itself. */
    private YamlNode alias(final AliasEvent alias) {
        final String name = alias.getAnchor().map(Anchor::getValue).orElse("");
        final YamlNode node = anchored.get(name);
        if (node == null) {
            throw Refusal.malformed(alias, "the anchor \"" + name + "\" is not defined before this place");
        }
        if (!(node instanceof Scalar) && ++aliasCount > Limits.TABLE_ALIASES) {
            throw Refusal.limit(alias, Limits.TABLE_ALIASES, "uses of anchored lists and mappings");
        }
        return node;
    }

    private static Scalar scalar(final ScalarEvent event) {
        final Position position = positionOf(event);
        final String tag = event.getTag().orElse(null);
        return new Scalar(
                event.getValue(),
                event.isPlain() && !STRING_TAG.equals(tag),
                STRING_TAG.equals(tag) ? null : unusual(tag),
                position.line(),
                position.column());
    }

    private YamlNode collection(final CollectionStartEvent start) {
        if (++depth > Limits.TABLE_DEPTH) {
            throw Refusal.limit(start, Limits.TABLE_DEPTH, "levels of nesting");
        }
        final Position position = positionOf(start);
        final String tag = unusual(start.getTag().orElse(null));
        final YamlNode node = start instanceof MappingStartEvent
                ? new Mapping(entries(), tag, position.line(), position.column())
                : new Sequence(elements(), tag, position.line(), position.column());
        depth--;
        return node;
    }

    private List<Entry> entries() {
        final List<Entry> entries = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            final YamlNode key = node(event);
            entries.add(new Entry(key, node(events.next())));
        }
        return List.copyOf(entries);
    }

    private List<YamlNode> elements() {
        final List<YamlNode> elements = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            elements.add(node(event));
        }
        return List.copyOf(elements);
    }

    private static @Nullable String unusual(final @Nullable String tag) {
        return tag == null || PLAIN_TAGS.contains(tag) ? null : tag;
    }

    private static Position positionOf(final Event event) {
        final Optional<Mark> mark = event.getStartMark();
        return mark.map(YamlDocument::position).orElse(new Position(1, 1));
    }
}
