package io.kairoute.router.reference;

import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.live.QueueOverride;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.live.Switches;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.TableDefinition;
import java.util.ArrayList;
import java.util.List;

/**
 * Throws what is live over a table: most of it around an instant, some of it over, some of it yet to come.
 *
 * <p>Thread-confined: owned by whoever made it.
 */
public final class LiveGenerator {
    private static final long HOUR_MS = 3_600_000;

    private final Dice dice;
    private final Scale scale;
    private final TableDefinition table;
    private final long aroundMs;

    /** Makes a generator over one table. */
    public LiveGenerator(final Dice dice, final Scale scale, final TableDefinition table, final long aroundMs) {
        this.dice = dice;
        this.scale = scale;
        this.table = table;
        this.aroundMs = aroundMs;
    }

    /** Throws live occasions; some name an occasion that the table does not know. */
    public List<LiveOccasion> occasions() {
        final List<LiveOccasion> live = new ArrayList<>();
        final boolean many = scale == Scale.LIMITS && dice.percent(25);
        final int count = many ? dice.between(64, 130) : dice.percent(40) ? 0 : dice.between(1, 5);
        for (int i = 0; i < count; i++) {
            final OccasionDefinition occasion = dice.pick(table.occasions());
            final boolean scoped = dice.percent(75);
            final long fromMs = from();
            live.add(new LiveOccasion(
                    "live-" + i,
                    dice.percent(10) ? "gone" : occasion.id(),
                    dice.percent(50) ? occasion.clearAtBp() : dice.between(0, 10_000),
                    scope(scoped, Words.REGIONS),
                    scope(scoped, Words.PRODUCTS),
                    scope(scoped && dice.percent(40), ProfileGenerator.ACCOUNTS),
                    scope(scoped && dice.percent(40), Words.ENTRY_POINTS),
                    scope(scoped, Words.CHANNELS),
                    fromMs,
                    until(fromMs)));
        }
        return live;
    }

    private List<String> scope(final boolean scoped, final List<String> words) {
        return scoped && dice.percent(40) ? dice.some(words, dice.between(1, 3)) : List.of();
    }

    /** Throws at most one override for each queue; some name a queue that the table does not know. */
    public List<QueueOverride> overrides() {
        final List<QueueOverride> overrides = new ArrayList<>();
        if (dice.percent(50)) {
            return overrides;
        }
        for (final QueueDefinition queue : table.queues()) {
            if (dice.percent(25)) {
                overrides.add(override(queue.id()));
            }
        }
        if (dice.percent(20)) {
            overrides.add(override("gone"));
        }
        return overrides;
    }

    private QueueOverride override(final String queue) {
        final QueueOverride.Kind kind = dice.pick(List.of(QueueOverride.Kind.values()));
        final String target =
                dice.percent(20) ? "gone" : dice.pick(table.queues()).id();
        final long fromMs = from();
        return new QueueOverride(
                queue, kind, kind == QueueOverride.Kind.REDIRECT ? target : null, fromMs, until(fromMs));
    }

    /** Throws at most one state for each queue, close to the figures that overflow rules ask about. */
    public List<QueueState> states() {
        final List<QueueState> states = new ArrayList<>();
        for (final QueueDefinition queue : table.queues()) {
            if (dice.percent(75)) {
                states.add(new QueueState(
                        queue.id(),
                        aroundMs - dice.between(-500L, queue.freshForMs() * 5 / 4),
                        dice.percent(12) ? QueueState.UNKNOWN : dice.pick(OverflowGenerator.WAITS_MS) + dice.below(2),
                        dice.percent(12) ? QueueState.UNKNOWN : dice.pick(OverflowGenerator.DEPTHS) + dice.below(2),
                        dice.percent(12) ? QueueState.UNKNOWN : dice.below(3)));
            }
        }
        return states;
    }

    /** Throws the tenant's switches, mostly off. */
    public Switches switches() {
        return new Switches(
                dice.percent(10) ? aroundMs + dice.between(-500L, HOUR_MS) : 0,
                dice.percent(10) ? aroundMs + dice.between(-500L, HOUR_MS) : 0);
    }

    private long from() {
        return dice.percent(15) ? aroundMs + dice.between(-500L, HOUR_MS) : aroundMs - dice.between(0L, 48 * HOUR_MS);
    }

    private long until(final long fromMs) {
        return dice.percent(15)
                ? Math.max(fromMs + 1, aroundMs - dice.between(-500L, HOUR_MS))
                : Math.max(fromMs, aroundMs) + dice.between(1L, 48 * HOUR_MS);
    }
}
