package io.kairoute.router.reference;

import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.ConditionsDefinition.TimeWindow;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.TableDefinition;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Throws instants, aimed at those where a decision of one situation may turn: edges of windows, of spans, of what is
 * live, of experiments, midnights, and jumps of a clock, each a millisecond early, on time, or a millisecond late.
 *
 * <p>Thread-confined: owned by whoever made it.
 */
final class InstantGenerator {
    private static final long YEAR_MS = 31_557_600_000L;
    private static final long LAST_MS = 4_133_980_799_999L;

    private final TableDefinition table;
    private final long aroundMs;
    private final List<Long> edges = new ArrayList<>();
    private final List<WallEdge> wallEdges = new ArrayList<>();
    private final List<LocalDate> specialDays = new ArrayList<>();

    private record WallEdge(ZoneId zone, int minute) {}

    InstantGenerator(final Situation situation) {
        table = situation.scenario().table();
        aroundMs = situation.aroundMs();
        collectEdges(situation.scenario());
        collectWallEdges();
    }

    /** Throws one instant between 1970 and 2100. */
    long instant(final Dice dice) {
        final long near = aroundMs + dice.between(-2_000L, 2_000L);
        final int chance = dice.below(100);
        final long thrown;
        if (chance < 45) {
            thrown = near;
        } else if (chance < 65 && !edges.isEmpty()) {
            thrown = dice.pick(edges) + dice.between(-1, 1);
        } else if (chance < 85) {
            thrown = wallEdge(dice);
        } else if (chance < 95) {
            thrown = jump(dice);
        } else {
            thrown = dice.percent(20) ? dice.pick(List.of(0L, LAST_MS)) : dice.between(0L, LAST_MS);
        }
        return Math.max(0, Math.min(LAST_MS, thrown));
    }

    private long wallEdge(final Dice dice) {
        final WallEdge edge = dice.pick(wallEdges);
        final LocalDate date = date(dice);
        final LocalDateTime wall = date.atStartOfDay().plusMinutes(edge.minute());
        return wall.atZone(edge.zone()).toInstant().toEpochMilli() + dice.between(-1, 1);
    }

    private LocalDate date(final Dice dice) {
        final LocalDate around = LocalDate.ofInstant(
                Instant.ofEpochMilli(aroundMs), table.defaults().zone());
        final int chance = dice.below(100);
        if (chance < 15 && !specialDays.isEmpty()) {
            return dice.pick(specialDays).plusDays(dice.between(0, 1));
        }
        return chance < 20 ? LocalDate.ofEpochDay(dice.between(0, 47_000)) : around.plusDays(dice.between(-1, 1));
    }

    /** The moment at which a clock jumps, or one close by on either side of it. */
    private long jump(final Dice dice) {
        final ZoneId zone = dice.pick(wallEdges).zone();
        final long from = dice.percent(70) ? aroundMs - YEAR_MS / 2 : dice.between(0L, LAST_MS);
        final ZoneOffsetTransition jump = zone.getRules().nextTransition(Instant.ofEpochMilli(from));
        if (jump == null) {
            return from;
        }
        final long minutes = dice.pick(List.of(-60L, -30L, -15L, 0L, 0L, 15L, 30L, 60L));
        return jump.getInstant().toEpochMilli() + minutes * 60_000 + dice.between(-1, 1);
    }

    private void collectEdges(final Scenario scenario) {
        scenario.live().forEach(live -> edges.addAll(List.of(live.fromMs(), live.untilMs())));
        scenario.overrides().forEach(hold -> edges.addAll(List.of(hold.fromMs(), hold.untilMs())));
        table.experiments().forEach(split -> edges.addAll(List.of(split.startsMs(), split.endsMs())));
        scenario.states().forEach(state -> edges.add(state.atMs() + freshForMs(state.queue())));
        Stream.of(scenario.switches().stageTwoOffUntilMs(), scenario.switches().experimentsOffUntilMs())
                .filter(untilMs -> untilMs > 0)
                .forEach(edges::add);
        final Long maxAgeMs = table.defaults().maxAgeMs();
        if (scenario.segments() != null && maxAgeMs != null) {
            edges.add(scenario.segments().sourceTimeMs() + maxAgeMs);
        }
    }

    private long freshForMs(final String queue) {
        return table.queues().stream()
                .filter(one -> one.id().equals(queue))
                .mapToLong(QueueDefinition::freshForMs)
                .findFirst()
                .orElse(0);
    }

    private void collectWallEdges() {
        wallEdges.add(new WallEdge(table.defaults().zone(), 0));
        for (final CalendarDefinition calendar : table.calendars()) {
            wallEdges.add(new WallEdge(calendar.zone(), 0));
            Stream.concat(
                            calendar.weekly().values().stream(),
                            calendar.exceptions().stream().map(CalendarDefinition.ExceptionDay::open))
                    .flatMap(List::stream)
                    .flatMap(span -> Stream.of(span.fromMinute(), span.toMinute()))
                    .forEach(minute -> wallEdges.add(new WallEdge(calendar.zone(), minute)));
            specialDays.addAll(calendar.holidays());
            calendar.exceptions().forEach(exception -> specialDays.add(exception.date()));
        }
        conditions().map(ConditionsDefinition::time).forEach(this::collectWindow);
    }

    private void collectWindow(final @Nullable TimeWindow window) {
        if (window != null) {
            wallEdges.add(new WallEdge(table.defaults().zone(), window.fromMinute()));
            wallEdges.add(new WallEdge(table.defaults().zone(), window.toMinute()));
        }
    }

    private Stream<ConditionsDefinition> conditions() {
        return Stream.concat(
                table.signals().stream().flatMap(rule -> Stream.of(rule.when(), rule.unless())),
                table.tuning().stream().flatMap(rule -> Stream.of(rule.when(), rule.unless())));
    }
}
