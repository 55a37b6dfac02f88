package io.kairoute.router.reference;

import io.kairoute.router.table.TableDefinition;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A generated scenario, with the instant that most of what is timed in it lies around.
 */
public record Situation(Scenario scenario, long aroundMs) {
    private static final long DAY_MS = 86_400_000;

    /** Throws the n-th situation of a seed, of the usual scale. */
    public static Situation of(final long seed, final int n) {
        return of(seed, n, Scale.USUAL);
    }

    /** Throws the n-th situation of a seed. */
    public static Situation of(final long seed, final int n, final Scale scale) {
        final Dice dice = Dice.part(seed, n);
        final long aroundMs = around(dice);
        final TableDefinition table = TableGenerator.table(dice, scale, aroundMs);
        final long revision = dice.between(3L, 5_000L);
        final LiveGenerator live = new LiveGenerator(dice, scale, table, aroundMs);
        final String secretHex =
                "%016x%016x".formatted(dice.between(0, Long.MAX_VALUE), dice.between(0, Long.MAX_VALUE));
        final Scenario scenario = new Scenario(
                dice.pick(List.of("default", "acme", "größe")),
                secretHex,
                revision,
                revisions(dice, revision, table, aroundMs),
                live.occasions(),
                live.overrides(),
                live.states(),
                live.switches(),
                null,
                !dice.percent(5),
                !dice.percent(15));
        return new Situation(withSegments(scenario, segments(dice, scale, scenario, aroundMs)), aroundMs);
    }

    /** A day of two years, now and then the moment at which some clock jumps. */
    private static long around(final Dice dice) {
        final long day = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli() + dice.between(0L, 730 * DAY_MS);
        final ZoneId zone = dice.pick(Words.ZONES);
        final ZoneOffsetTransition jump = zone.getRules().nextTransition(Instant.ofEpochMilli(day));
        return jump != null && dice.percent(30)
                ? jump.getInstant().toEpochMilli() + dice.between(-1_000L, 1_000L)
                : day;
    }

    private static Map<Long, TableDefinition> revisions(
            final Dice dice, final long revision, final TableDefinition table, final long aroundMs) {
        final Map<Long, TableDefinition> revisions = new LinkedHashMap<>();
        for (long older = revision - dice.below(3); older < revision; older++) {
            revisions.put(older, TableGenerator.table(dice, aroundMs));
        }
        revisions.put(revision, table);
        return revisions;
    }

    private static @Nullable ReferenceSegmentSet segments(
            final Dice dice, final Scale scale, final Scenario scenario, final long aroundMs) {
        if (dice.percent(4)) {
            return null;
        }
        final Map<String, ReferenceProfile> profiles =
                new ProfileGenerator(dice, scale, scenario.table(), scenario.secret()).profiles();
        final Long maxAgeMs = scenario.table().defaults().maxAgeMs();
        final long ageMs = maxAgeMs != null && dice.percent(40)
                ? maxAgeMs + dice.between(-1L, dice.percent(50) ? 1 : DAY_MS)
                : dice.between(-1_500L, 30 * DAY_MS);
        final Set<String> failing =
                Set.copyOf(dice.some(List.copyOf(profiles.keySet()), dice.percent(8) ? dice.between(1, 4) : 0));
        return new ReferenceSegmentSet("set-" + dice.below(100), aroundMs - ageMs, profiles, failing);
    }

    private static Scenario withSegments(final Scenario without, final @Nullable ReferenceSegmentSet segments) {
        return new Scenario(
                without.tenantId(),
                without.secretHex(),
                without.revision(),
                without.revisions(),
                without.live(),
                without.overrides(),
                without.states(),
                without.switches(),
                segments,
                without.storeAvailable(),
                without.trustClientTimestamps());
    }
}
