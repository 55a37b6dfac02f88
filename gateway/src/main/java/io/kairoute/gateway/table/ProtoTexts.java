package io.kairoute.gateway.table;

import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TablePath;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the texts of a message that stand for something else; what they cannot stand for becomes a problem. */
final class ProtoTexts {
    private static final ZoneId UTC = ZoneId.of("UTC");

    private final Problems problems;

    ProtoTexts(final Problems problems) {
        this.problems = problems;
    }

    /** A zone; UTC for an empty text. */
    ZoneId zone(final TablePath path, final String text) {
        try {
            return text.isEmpty() ? UTC : ZoneId.of(text);
        } catch (final DateTimeException unknown) {
            problems.error(
                    "UNKNOWN_ZONE",
                    path,
                    Quote.of(text) + " is not a time zone of this system's time zone database.",
                    "Write a zone such as Australia/Melbourne or UTC.");
            return UTC;
        }
    }

    @Nullable
    LocalDate date(final TablePath path, final String text) {
        try {
            return LocalDate.parse(text);
        } catch (final DateTimeException noDate) {
            problems.error(
                    "BAD_DATE", path, Quote.of(text) + " is not a date of the calendar.", "Write it as 2026-12-24.");
            return null;
        }
    }

    /** The choice whose key a text is; null, and a problem, for none. */
    <E> @Nullable E choice(
            final TablePath path, final String text, final E[] choices, final Function<E, String> keyOf) {
        for (final E choice : choices) {
            if (keyOf.apply(choice).equals(text)) {
                return choice;
            }
        }
        final List<String> keys = new ArrayList<>();
        for (final E choice : choices) {
            keys.add(keyOf.apply(choice));
        }
        problems.error(
                "UNKNOWN_VALUE",
                path,
                Quote.of(text) + " is not known here.",
                "Write one of " + String.join(", ", keys) + ".");
        return null;
    }

    /** Says that a name stands twice among its neighbours. */
    void twice(final TablePath path, final String name) {
        problems.error("DUPLICATE_KEY", path, Quote.of(name) + " is given twice.", "Keep one of the two.");
    }
}
