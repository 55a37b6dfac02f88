package io.kairoute.router.table.check;

import io.kairoute.router.table.Problems;
import io.kairoute.router.table.TablePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of part of a table has: its keys, and what each may hold.
 *
 * <p>{@link TableParts} declares each kind once. The check walks a table along these declarations, so a key that stands there is
 * checked wherever the part stands, in the same words. A text must be there and be short enough, a reference must be
 * defined, a number must lie within its bounds, a list must be no longer than its limit, an id must be given once.
 */
final class Part<T> {
    private final List<Field<T>> fields = new ArrayList<>();
    private @Nullable Function<T, String> id;
    private Set<String> builtIn = Set.of();

    /** Reads the value of a key; null where an optional one is left out. */
    @FunctionalInterface
    interface Getter<T, V> {
        @Nullable
        V of(T part);
    }

    /** Checks the value of a key. */
    @FunctionalInterface
    interface ValueCheck<V> {
        void check(FieldChecks checks, TablePath path, V value);
    }

    /** Checks what the values of one part say about each other. */
    @FunctionalInterface
    interface PartCheck<T> {
        void check(TablePath path, T part, Problems problems);
    }

    /** Checks one key of a part. */
    @FunctionalInterface
    private interface Field<T> {
        void check(TablePath path, T part, FieldChecks checks);
    }

    /** The id, by which an element of a list is known. */
    Part<T> id(final Function<T, String> idOf, final String... taken) {
        id = idOf;
        builtIn = Set.of(taken);
        return text("id", idOf::apply);
    }

    /** A text that names nothing in the table. */
    Part<T> text(final String key, final Getter<T, String> value) {
        return value(key, value, FieldChecks::text);
    }

    /** Texts that name nothing in the table. */
    Part<T> texts(final String key, final Getter<T, List<String>> value) {
        return value(key, value, FieldChecks::texts);
    }

    /** Texts by texts. */
    Part<T> entries(final String key, final Getter<T, Map<String, String>> value) {
        return value(key, value, FieldChecks::entries);
    }

    /** The id of another part. */
    Part<T> reference(final String key, final Reference to, final Getter<T, String> value) {
        return value(key, value, (checks, path, text) -> checks.reference(path, to, text));
    }

    /** The ids of other parts. */
    Part<T> references(final String key, final Reference to, final Getter<T, List<String>> value) {
        return value(key, value, (checks, path, texts) -> checks.references(path, to, texts));
    }

    /** A whole number without a unit. */
    Part<T> number(final String key, final int least, final int most, final Getter<T, Integer> value) {
        return value(key, value, (checks, path, number) -> checks.number(path, number, least, most));
    }

    /** A priority or an effort. */
    Part<T> score(final String key, final Getter<T, Integer> value) {
        return number(key, 0, 100, value);
    }

    /** A share, held in basis points. */
    Part<T> share(final String key, final int leastBp, final int mostBp, final Getter<T, Integer> value) {
        return value(key, value, (checks, path, share) -> checks.share(path, share, leastBp, mostBp));
    }

    /** A duration, held in milliseconds. */
    Part<T> duration(final String key, final long leastMs, final Getter<T, Long> value) {
        return value(key, value, (checks, path, duration) -> checks.duration(path, duration, leastMs));
    }

    /** An instant, held in milliseconds since 1970. */
    Part<T> instant(final String key, final Getter<T, Long> value) {
        return value(key, value, FieldChecks::instant);
    }

    /** A part of another kind. */
    <V> Part<T> part(final String key, final Part<V> kind, final Getter<T, V> value) {
        return value(key, value, (checks, path, part) -> kind.check(path, part, checks));
    }

    /** Parts of another kind, not more than a limit. */
    <V> Part<T> parts(final String key, final Size size, final Part<V> kind, final Getter<T, List<V>> value) {
        return value(key, value, (checks, path, parts) -> {
            checks.size(path, parts, size);
            kind.each(path, parts, checks);
        });
    }

    /** A key whose value has a form of its own. */
    <V> Part<T> value(final String key, final Getter<T, V> value, final ValueCheck<V> check) {
        final String[] steps = key.split("\\.", -1);
        fields.add((path, part, checks) -> {
            final V held = value.of(part);
            if (held != null) {
                TablePath place = path;
                for (final String step : steps) {
                    place = place.key(step);
                }
                check.check(checks, place, held);
            }
        });
        return this;
    }

    /** Keys that stand in the part without one around them. */
    <V> Part<T> here(final Getter<T, V> value, final ValueCheck<V> check) {
        fields.add((path, part, checks) -> {
            final V held = value.of(part);
            if (held != null) {
                check.check(checks, path, held);
            }
        });
        return this;
    }

    /** All that another kind has. */
    Part<T> all(final Part<T> kind) {
        fields.addAll(kind.fields);
        return this;
    }

    /** What the values of one part say about each other. */
    Part<T> also(final PartCheck<T> check) {
        fields.add((path, part, checks) -> check.check(path, part, checks.problems()));
        return this;
    }

    /** Checks a part that stands at a path. */
    void check(final TablePath path, final T part, final FieldChecks checks) {
        for (final Field<T> field : fields) {
            field.check(path, part, checks);
        }
    }

    private void each(final TablePath path, final List<T> parts, final FieldChecks checks) {
        if (id != null) {
            checks.ids(path, parts, id, builtIn);
        }
        for (int i = 0; i < parts.size(); i++) {
            final T part = parts.get(i);
            check(id == null ? path.item(i) : path.item(i, id.apply(part)), part, checks);
        }
    }
}
