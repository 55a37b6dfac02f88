package io.kairoute.router.table.check;

import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.TableIndex;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The kinds of parts that others name by their ids. */
enum Reference {
    OCCASION,
    TIER,
    QUEUE,
    SCRIPT,
    CALENDAR,
    LAYER,
    METRIC;

    /** What an author calls one of them. */
    String noun() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key of the list in which they are defined. */
    String list() {
        return noun() + "s";
    }

    /** The ids that a table knows. */
    Set<String> known(final TableIndex index) {
        return switch (this) {
            case OCCASION -> index.occasions().keySet();
            case TIER -> index.tiers().keySet();
            case QUEUE -> index.queues().keySet();
            case SCRIPT -> index.scripts().keySet();
            case CALENDAR -> withAlways(index.calendars().keySet());
            case LAYER -> index.layers().keySet();
            case METRIC -> index.metrics();
        };
    }

    private static Set<String> withAlways(final Set<String> calendars) {
        final Set<String> all = new HashSet<>(calendars);
        all.add(QueueDefinition.ALWAYS);
        return all;
    }
}
