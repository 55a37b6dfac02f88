package io.kairoute.router.table.check;

import io.kairoute.router.Limits;
import io.kairoute.router.clock.ZoneOffsets;
import io.kairoute.router.table.NearestName;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TableIndex;
import io.kairoute.router.table.TablePath;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Checks the values of single keys, each kind of value in one way. */
final class FieldChecks {
    /** A hundred years: longer than any promise, short enough that sums of durations stay exact. */
    static final long LONGEST_MS = 36_500L * 86_400_000L;

    /** Guessing what was meant compares with every id there is: helpful for slips, too dear for a table full of them. */
    private static final int MOST_GUESSES = 100;

    private final Problems problems;
    private final Map<Reference, Set<String>> known = new EnumMap<>(Reference.class);
    private int guesses;

    FieldChecks(final TableIndex index, final Problems problems) {
        this.problems = problems;
        for (final Reference kind : Reference.values()) {
            known.put(kind, kind.known(index));
        }
    }

    /** Where problems go. */
    Problems problems() {
        return problems;
    }

    /** A text: there, no longer than its limit, and free of half characters. */
    void text(final TablePath path, final String text) {
        text(path, text, Limits.STRING_BYTES);
    }

    /** A text with a limit of its own. */
    void text(final TablePath path, final String text, final int limitBytes) {
        if (text.isEmpty()) {
            problems.error("EMPTY_TEXT", path, "The text is empty.", "Write a text, or leave an optional key out.");
            return;
        }
        final int bytes = utf8Bytes(text);
        if (bytes < 0) {
            problems.error(
                    "HALF_CHARACTER",
                    path,
                    "The text " + Quote.of(text.replaceAll("\\p{Cs}", "?")) + " holds one half of a surrogate pair.",
                    "Write the whole character.");
        } else if (bytes > limitBytes) {
            problems.error(
                    "LIMIT_EXCEEDED",
                    path,
                    "The text " + Quote.of(text) + " has " + bytes + " bytes, the limit is " + limitBytes + ".",
                    "Shorten it.");
        }
    }

    /** A list of texts. */
    void texts(final TablePath path, final List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            text(path.item(i), texts.get(i));
        }
    }

    /** Texts by texts. */
    void entries(final TablePath path, final Map<String, String> entries) {
        entries.forEach((key, value) -> {
            text(path.key(key), key);
            text(path.key(key), value);
        });
    }

    /** The id of a part that must be defined. */
    void reference(final TablePath path, final Reference to, final String id) {
        text(path, id);
        defined(path, to, id);
    }

    /** The ids of parts that must be defined. */
    void references(final TablePath path, final Reference to, final List<String> ids) {
        for (int i = 0; i < ids.size(); i++) {
            reference(path.item(i), to, ids.get(i));
        }
    }

    /** An id, already checked as a text, of a part that must be defined. */
    void defined(final TablePath path, final Reference to, final String id) {
        final Set<String> ids = known.getOrDefault(to, Set.of());
        if (!id.isEmpty() && !ids.contains(id)) {
            problems.error(
                    "UNKNOWN_REFERENCE",
                    path,
                    "The " + to.noun() + " " + Quote.of(id) + " is not defined.",
                    () -> "Define it under " + to.list() + ", or name another"
                            + (guesses++ < MOST_GUESSES ? NearestName.hint(id, ids) : "."));
        }
    }

    /** The ids of the elements of one list: each given once, and none that is built in. */
    <T> void ids(final TablePath path, final List<T> parts, final Function<T, String> idOf, final Set<String> builtIn) {
        final Set<String> taken = new HashSet<>(builtIn);
        for (int i = 0; i < parts.size(); i++) {
            final String id = idOf.apply(parts.get(i));
            if (!id.isEmpty() && !taken.add(id)) {
                problems.error(
                        "DUPLICATE_ID",
                        path.item(i, id).key("id"),
                        "The id " + Quote.of(id) + (builtIn.contains(id) ? " is built in." : " is given twice."),
                        "Choose another id.");
            }
        }
    }

    /** How many parts a list has. */
    void size(final TablePath path, final List<?> parts, final Size size) {
        if (parts.isEmpty() && size.one() != null) {
            problems.error("EMPTY_LIST", path, "The list is empty.", "Add " + size.one() + ".");
        }
        if (parts.size() > size.most()) {
            problems.error(
                    "LIMIT_EXCEEDED",
                    path,
                    "There are " + parts.size() + " " + size.noun() + ", the limit is " + size.most() + ".",
                    "Remove or merge some.");
        }
    }

    /** A whole number without a unit, such as a priority. */
    void number(final TablePath path, final int value, final int least, final int most) {
        if (value < least || value > most) {
            outOfRange(path, String.valueOf(value), String.valueOf(least), String.valueOf(most));
        }
    }

    /** A share, held in basis points. */
    void share(final TablePath path, final int basisPoints, final int least, final int most) {
        if (basisPoints < least || basisPoints > most) {
            outOfRange(path, percent(basisPoints), percent(least), percent(most));
        }
    }

    /** A duration, held in milliseconds. */
    void duration(final TablePath path, final long durationMs, final long leastMs) {
        if (durationMs < leastMs || durationMs > LONGEST_MS) {
            outOfRange(path, durationMs + " ms", leastMs + " ms", LONGEST_MS + " ms");
        }
    }

    /** An instant, held in milliseconds since 1970. */
    void instant(final TablePath path, final long instantMs) {
        if (instantMs < ZoneOffsets.FROM_MS || instantMs >= ZoneOffsets.UNTIL_MS) {
            problems.error(
                    "OUT_OF_RANGE",
                    path,
                    "The instant " + Instant.ofEpochMilli(instantMs) + " is not in the years 1970 to 2100.",
                    "Write an instant within these years.");
        }
    }

    private void outOfRange(final TablePath path, final String value, final String least, final String most) {
        problems.error(
                "OUT_OF_RANGE",
                path,
                "The value " + value + " is not between " + least + " and " + most + ".",
                "Write a value within these bounds.");
    }

    private static String percent(final int basisPoints) {
        final int hundredths = Math.abs(basisPoints % 100);
        final String sign = basisPoints < 0 ? "-" : "";
        return sign + Math.abs(basisPoints / 100) + (hundredths == 0 ? "" : "." + hundredths / 10 + hundredths % 10)
                + "%";
    }

    /** The length in UTF-8; negative for a text that has no such form. */
    private static int utf8Bytes(final String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                return -1;
            }
        }
        return bytes;
    }
}
