package io.kairoute.router.compile;

import io.kairoute.router.clock.CalendarTable;
import io.kairoute.router.clock.WeekWindows;
import io.kairoute.router.compile.TableIds.Ids;
import io.kairoute.router.decision.Band;
import io.kairoute.router.decision.SegmentSource;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.signal.Channel;
import io.kairoute.router.signal.Direction;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.CalendarState;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.ConditionsDefinition.TimeWindow;
import io.kairoute.router.table.QueueDefinition;
import java.time.DayOfWeek;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns conditions as authored into slots and values. */
final class ConditionCompiler {
    private static final Ids CHANNELS = idsOf(Channel.values());
    private static final Ids DIRECTIONS = idsOf(Direction.values());
    private static final Ids BANDS = idsOf(Band.values());
    private static final Ids SEGMENT_SOURCES = idsOf(SegmentSource.values());

    private final VocabularyCompiler vocabulary;
    private final TableIds ids;

    ConditionCompiler(final VocabularyCompiler vocabulary, final TableIds ids) {
        this.vocabulary = vocabulary;
        this.ids = ids;
        vocabulary.addPositions(Slot.CHANNEL, CHANNELS.count());
        vocabulary.addPositions(Slot.DIRECTION, DIRECTIONS.count());
        vocabulary.addPositions(Slot.OCCASION, ids.occasions().count());
        vocabulary.addPositions(Slot.TIER, ids.tiers().count());
        vocabulary.addPositions(Slot.BAND, Band.values().length);
        vocabulary.addPositions(Slot.SEGMENT_SOURCE, SegmentSource.values().length);
    }

    /** Shows the vocabulary what one side of a rule names. */
    void collect(final ConditionsDefinition conditions) {
        conditions.attributes().forEach((attribute, listed) -> {
            if (positionsOf(attribute) == null) {
                vocabulary.addTerms(slot(attribute), listed);
            }
        });
        conditions.labels().forEach(vocabulary::addLabel);
        conditions.calendars().keySet().forEach(id -> vocabulary.addCalendar(calendar(id)));
        final @Nullable TimeWindow window = conditions.time();
        if (window != null) {
            for (final DayOfWeek day : window.days()) {
                final int midnight = (day.getValue() - 1) * WeekWindows.DAY_MINUTES;
                vocabulary.addCut(midnight + window.fromMinute());
                vocabulary.addCut(midnight + end(window));
            }
            // One cut at least, so that the slot is there even where every window spans whole weeks.
            vocabulary.addCut(0);
        }
    }

    SlotConditions compile(final ConditionsDefinition when, final ConditionsDefinition unless) {
        return new SlotConditions(compile(when), compile(unless));
    }

    private Map<Integer, ValueRanges> compile(final ConditionsDefinition conditions) {
        final Map<Integer, ValueRanges> result = new HashMap<>();
        conditions.attributes().forEach((attribute, listed) -> {
            final @Nullable Ids ids = positionsOf(attribute);
            result.put(
                    slot(attribute),
                    ids == null
                            ? vocabulary.positions(slot(attribute), listed)
                            : ValueRanges.of(listed.stream().mapToInt(ids::of)));
        });
        conditions
                .labels()
                .forEach((name, listed) ->
                        result.put(vocabulary.labelSlot(name), vocabulary.labelPositions(name, listed)));
        conditions
                .calendars()
                .forEach((id, states) -> result.put(
                        vocabulary.calendarSlot(calendar(id)),
                        ValueRanges.of(states.stream().mapToInt(ConditionCompiler::state))));
        final @Nullable TimeWindow window = conditions.time();
        if (window != null) {
            result.put(Slot.TIME, ValueRanges.ofBounds(cuts(window)));
        }
        return result;
    }

    private IntStream cuts(final TimeWindow window) {
        return window.days().stream().mapToInt(DayOfWeek::getValue).flatMap(day -> {
            final int midnight = (day - 1) * WeekWindows.DAY_MINUTES;
            return vocabulary.cutsInside(midnight + window.fromMinute(), midnight + end(window));
        });
    }

    // A window that ends at or before its start ends on the day after.
    private static int end(final TimeWindow window) {
        return window.toMinute() > window.fromMinute()
                ? window.toMinute()
                : window.toMinute() + WeekWindows.DAY_MINUTES;
    }

    private static int state(final CalendarState state) {
        return switch (state) {
            case OPEN -> CalendarTable.OPEN;
            case CLOSED -> CalendarTable.CLOSED;
            case HOLIDAY -> CalendarTable.HOLIDAY;
        };
    }

    private int calendar(final String id) {
        return id.equals(QueueDefinition.ALWAYS)
                ? CalendarTable.ALWAYS
                : ids.calendars().of(id);
    }

    private @Nullable Ids positionsOf(final Attribute attribute) {
        return switch (attribute) {
            case CHANNEL -> CHANNELS;
            case DIRECTION -> DIRECTIONS;
            case OCCASION -> ids.occasions();
            case TIER -> ids.tiers();
            case BAND -> BANDS;
            case SEGMENT_SOURCE -> SEGMENT_SOURCES;
            default -> null;
        };
    }

    /** The names of an enum's values, in their order. */
    static Ids idsOf(final Enum<?>[] values) {
        return Ids.of(Stream.of(values).map(Enum::name).toList());
    }

    static int slot(final Attribute attribute) {
        return Slot.NAMES.indexOf(attribute.key());
    }
}
