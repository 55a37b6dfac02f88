package io.kairoute.router.table.logic;

import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.CalendarState;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.ConditionsDefinition.TimeWindow;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TableIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns rules into what can be said about when they hold.
 *
 * <p>A condition that always holds is left out of {@code when}, and one that never holds out of {@code unless}; the
 * other way round, the rule can never hold.
 */
final class RuleLogicReader {
    private final TableIndex index;
    private final ValueNumbers numbers;
    private final Map<Attribute, Set<String>> complete = new EnumMap<>(Attribute.class);
    private final Map<String, Set<CalendarState>> possibleStates = new HashMap<>();
    private final Map<TimeWindow, WeekMinutes> windows = new HashMap<>();

    RuleLogicReader(final TableIndex index) {
        this.index = index;
        numbers = new ValueNumbers(index.table());
        complete.put(Attribute.BAND, Set.copyOf(Attribute.BAND.choices()));
        complete.put(Attribute.SEGMENT_SOURCE, Set.copyOf(Attribute.SEGMENT_SOURCE.choices()));
        complete.put(Attribute.TIER, index.tiers().keySet());
        complete.put(Attribute.OCCASION, index.occasions().keySet());
    }

    RuleLogic read(final ConditionsDefinition when, final ConditionsDefinition unless) {
        final Half asked = new Half(true);
        read(when, asked);
        final Half excluded = new Half(false);
        read(unless, excluded);
        final String neverBecause = asked.neverBecause == null ? excluded.neverBecause : asked.neverBecause;
        return new RuleLogic(asked.conditions(), asked.time, excluded.conditions(), excluded.time, neverBecause)
                .concluded();
    }

    /** What is gathered from a {@code when} or an {@code unless}. */
    private static final class Half {
        private final boolean isWhen;
        private final List<Condition> conditions = new ArrayList<>();
        private @Nullable WeekMinutes time;
        private @Nullable String neverBecause;

        Half(final boolean isWhen) {
            this.isWhen = isWhen;
        }

        /** A condition that holds for every contact. */
        void always(final String why) {
            if (!isWhen) {
                neverBecause = "its unless always holds: " + why;
            }
        }

        /** A condition that holds for no contact. */
        void never(final String why) {
            if (isWhen) {
                neverBecause = why;
            }
        }

        List<Condition> conditions() {
            conditions.sort(Comparator.comparingInt(Condition::key));
            return List.copyOf(conditions);
        }
    }

    private void read(final ConditionsDefinition conditions, final Half half) {
        conditions.attributes().forEach((attribute, values) -> attribute(attribute, values, half));
        conditions.labels().forEach((name, values) -> add("labels." + name, values, true, half));
        conditions.calendars().forEach((id, states) -> calendar(id, states, half));
        final TimeWindow window = conditions.time();
        if (window != null) {
            final WeekMinutes minutes = windows.computeIfAbsent(window, WeekMinutes::new);
            if (minutes.isWholeWeek()) {
                half.always("its time is the whole week");
            } else {
                half.time = minutes;
            }
        }
    }

    private void attribute(final Attribute attribute, final List<String> values, final Half half) {
        final Set<String> all = complete.get(attribute);
        if (all != null && values.size() >= all.size() && new HashSet<>(values).containsAll(all)) {
            half.always("every value of " + attribute.key() + " is named");
        } else {
            final boolean isExact = attribute != Attribute.RISK && !attribute.isHierarchical();
            add(attribute.key(), values, isExact, half);
        }
    }

    private void calendar(final String id, final List<CalendarState> states, final Half half) {
        final Set<CalendarState> possible = possibleStates.computeIfAbsent(
                id, any -> CalendarStates.possible(index.calendars().get(id)));
        if (states.containsAll(possible)) {
            half.always("the calendar " + Quote.of(id) + " knows no other state");
        } else if (possible.stream().noneMatch(states::contains)) {
            half.never("the calendar " + Quote.of(id) + " is never in the state that is asked for");
        } else {
            add("calendar." + id, states.stream().map(CalendarState::key).toList(), true, half);
        }
    }

    private void add(final String key, final List<String> values, final boolean isExact, final Half half) {
        half.conditions.add(new Condition(key, numbers.key(key), isExact, numbers, numbers.values(key, values)));
    }
}
