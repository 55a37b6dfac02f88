package io.kairoute.router.table.yaml;

import io.kairoute.router.table.Problem.Position;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One node of a YAML document, with the place where it begins. A document can have millions, so they are kept small.
 */
sealed interface YamlNode {
    /** The line, from 1. */
    int line();

    /** The column, from 1. */
    int column();

    /** A tag that says the value is something else than what it looks like; null for none. */
    @Nullable
    String tag();

    /** The line and column. */
    default Position position() {
        return new Position(line(), column());
    }

    /** What a person would call it. */
    default String description() {
        return tag() == null ? shape() : shape() + " with the tag " + tag();
    }

    /** What a person would call it, apart from its tag. */
    String shape();

    /**
     * A single value.
     *
     * @param isPlain whether it stands without quotes
     */
    record Scalar(String text, boolean isPlain, @Nullable String tag, int line, int column) implements YamlNode {
        private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

        /** Whether it is YAML's way of saying nothing. */
        boolean isNull() {
            return isPlain && NULLS.contains(text);
        }

        @Override
        public String shape() {
            return isNull() ? "nothing" : "a single value";
        }
    }

    /** A list. */
    record Sequence(List<YamlNode> elements, @Nullable String tag, int line, int column) implements YamlNode {
        @Override
        public String shape() {
            return "a list";
        }
    }

    /** Keys with values, in document order; a key may stand there twice. */
    record Mapping(List<Entry> entries, @Nullable String tag, int line, int column) implements YamlNode {
        @Override
        public String shape() {
            return "a mapping";
        }

        /** The value of the first key with this text; null for none. */
        @Nullable
        YamlNode value(final String key) {
            for (final Entry entry : entries) {
                if (entry.key instanceof Scalar scalar && scalar.text.equals(key)) {
                    return entry.value;
                }
            }
            return null;
        }
    }

    /** One key with its value. */
    record Entry(YamlNode key, YamlNode value) {}
}
