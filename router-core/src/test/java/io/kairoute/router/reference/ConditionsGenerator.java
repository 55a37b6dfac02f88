package io.kairoute.router.reference;

import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.CalendarState;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.ConditionsDefinition.TimeWindow;
import io.kairoute.router.table.QueueDefinition;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Throws the conditions of rules. */
final class ConditionsGenerator {
    private static final int DAY_MINUTES = 1_440;
    private static final int MOST_WORDS = 8;

    private final Dice dice;
    private final TableIds ids;

    ConditionsGenerator(final Dice dice, final TableIds ids) {
        this.dice = dice;
        this.ids = ids;
    }

    /** One to three conditions of a signal rule. */
    ConditionsDefinition ofSignals() {
        return conditions(Words.SIGNAL_ATTRIBUTES);
    }

    /** One to three conditions of a tuning rule. */
    ConditionsDefinition ofTuning() {
        return conditions(Words.TUNING_ATTRIBUTES);
    }

    /** Conditions that almost every contact fulfils. */
    ConditionsDefinition broad(final Attribute attribute) {
        return new ConditionsDefinition(Map.of(attribute, ids.words(attribute)), Map.of(), Map.of(), null);
    }

    private ConditionsDefinition conditions(final List<Attribute> known) {
        int keys = dice.percent(60) ? 1 : dice.between(2, 3);
        final Map<String, List<String>> labels = dice.percent(8) ? labels() : Map.of();
        final Map<String, List<CalendarState>> calendars = dice.percent(12) ? calendars() : Map.of();
        final TimeWindow time = dice.percent(12) ? time() : null;
        final boolean hasOther = !labels.isEmpty() || !calendars.isEmpty() || time != null;
        keys -= hasOther ? 1 : 0;
        return new ConditionsDefinition(attributes(known, keys), labels, calendars, time);
    }

    private Map<Attribute, List<String>> attributes(final List<Attribute> known, final int count) {
        final Map<Attribute, List<String>> attributes = new LinkedHashMap<>();
        for (final Attribute attribute : dice.shuffled(dice.some(known, count))) {
            final List<String> words = ids.words(attribute);
            final int most = Math.min(MOST_WORDS, (words.size() + 1) / 2);
            attributes.put(attribute, dice.shuffled(dice.some(words, dice.between(1, most))));
        }
        return attributes;
    }

    private Map<String, List<String>> labels() {
        final Map<String, List<String>> labels = new LinkedHashMap<>();
        for (final String name : dice.some(Words.LABEL_NAMES, dice.between(1, 2))) {
            labels.put(name, dice.some(Words.LABEL_VALUES, dice.between(1, 4)));
        }
        return labels;
    }

    private Map<String, List<CalendarState>> calendars() {
        final List<String> known = new ArrayList<>(ids.calendars());
        if (known.isEmpty() || dice.percent(5)) {
            known.add(QueueDefinition.ALWAYS);
        }
        final Map<String, List<CalendarState>> calendars = new LinkedHashMap<>();
        for (final String calendar : dice.some(known, dice.between(1, 2))) {
            calendars.put(calendar, dice.some(List.of(CalendarState.values()), dice.between(1, 2)));
        }
        return calendars;
    }

    private TimeWindow time() {
        final Set<DayOfWeek> days = EnumSet.copyOf(dice.some(Words.DAYS, dice.percent(40) ? 7 : dice.between(1, 6)));
        final int from = dice.percent(15) ? 0 : quarterMostly(DAY_MINUTES - 1);
        final int to = dice.percent(15) ? DAY_MINUTES : 1 + quarterMostly(DAY_MINUTES - 1);
        return new TimeWindow(days, from, from == to ? DAY_MINUTES : to);
    }

    private int quarterMostly(final int most) {
        final int minute = dice.between(0, most);
        return dice.percent(80) ? minute / 15 * 15 : minute;
    }

    /** Nothing, or now and then conditions under {@code unless}. */
    ConditionsDefinition sometimes(final int percent, final @Nullable ConditionsDefinition conditions) {
        return conditions != null && dice.percent(percent) ? conditions : ConditionsDefinition.NONE;
    }
}
