package io.kairoute.router.reference;

import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.CalendarDefinition.ExceptionDay;
import io.kairoute.router.table.CalendarDefinition.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Throws opening hours, some of whose special days lie close to an instant. */
final class CalendarGenerator {
    private static final int DAY_MINUTES = 1_440;

    private final Dice dice;
    private final LocalDate around;

    CalendarGenerator(final Dice dice, final long aroundMs) {
        this.dice = dice;
        this.around = LocalDate.ofInstant(Instant.ofEpochMilli(aroundMs), ZoneOffset.UTC);
    }

    /** Throws one calendar. */
    CalendarDefinition calendar(final String id) {
        return new CalendarDefinition(id, dice.pick(Words.ZONES), weekly(), days(3), exceptions());
    }

    private Map<DayOfWeek, List<Span>> weekly() {
        final Map<DayOfWeek, List<Span>> weekly = new EnumMap<>(DayOfWeek.class);
        final List<Span> usual = spans(1);
        for (final DayOfWeek day : dice.some(Words.DAYS, dice.between(1, 7))) {
            weekly.put(day, dice.percent(70) ? usual : spans(1));
        }
        return weekly;
    }

    private List<ExceptionDay> exceptions() {
        return days(3).stream().map(date -> new ExceptionDay(date, spans(0))).toList();
    }

    /** Dates in rising order; a date may be thrown for holidays and for exceptions. */
    private List<LocalDate> days(final int most) {
        final TreeSet<LocalDate> days = new TreeSet<>();
        final int count = dice.between(0, most);
        for (int i = 0; i < count; i++) {
            days.add(around.plusDays(dice.percent(60) ? dice.between(-1, 1) : dice.between(-300, 300)));
        }
        return List.copyOf(days);
    }

    /** Spans in rising order with time between them; midnight and the hour of most clock changes are favoured. */
    private List<Span> spans(final int least) {
        final TreeSet<Integer> edges = new TreeSet<>();
        final int count = dice.between(least, 3);
        while (edges.size() < 2 * count) {
            edges.add(edge());
        }
        final List<Span> spans = new ArrayList<>();
        final List<Integer> sorted = List.copyOf(edges);
        for (int i = 0; i < sorted.size(); i += 2) {
            spans.add(new Span(sorted.get(i), sorted.get(i + 1)));
        }
        return spans;
    }

    private int edge() {
        return switch (dice.below(6)) {
            case 0 -> 0;
            case 1 -> DAY_MINUTES;
            case 2 -> 120 + dice.below(5) * 15;
            case 3 -> dice.below(5) * 15;
            case 4 -> dice.between(0, DAY_MINUTES);
            default -> dice.between(0, 96) * 15;
        };
    }
}
