package io.kairoute.router.embed;

import io.kairoute.router.Limits;
import io.kairoute.router.clock.ZoneOffsets;
import io.kairoute.router.decision.BasisPoints;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.live.QueueOverride;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.live.Switches;
import io.kairoute.router.live.scope.ScopeFault;
import io.kairoute.router.live.scope.ScopeList;
import io.kairoute.router.signal.AsciiCase;
import io.kairoute.router.signal.RegionLevels;
import io.kairoute.router.table.NearestName;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks what a host declares against one table, and brings it into the form that decisions compare. Immutable.
 *
 * <p>What is wrong is an IllegalArgumentException whose sentence names it. Account keys are not repeated in it.
 */
final class LiveInput {
    private final List<String> occasions;
    private final List<String> queues;

    /** Checks against a table. */
    LiveInput(final TableDefinition table) {
        occasions = table.occasions().stream().map(OccasionDefinition::id).toList();
        queues = table.queues().stream().map(QueueDefinition::id).toList();
    }

    /** All that is live. */
    List<LiveOccasion> occasions(final List<LiveOccasion> declared) {
        if (declared.size() > Limits.LIVE_OCCASIONS) {
            throw refused("live occasions", declared.size() + " are more than " + Limits.LIVE_OCCASIONS);
        }
        final Set<String> ids = new HashSet<>();
        for (final LiveOccasion each : declared) {
            text("live occasion id", each.id());
            if (!ids.add(each.id())) {
                throw refused("live occasion id", Quote.of(each.id()) + " is there twice");
            }
        }
        return declared.stream().map(this::occasion).toList();
    }

    private LiveOccasion occasion(final LiveOccasion given) {
        final String of = "live occasion " + Quote.of(given.id()) + " ";
        known(of + "occasion", given.occasion(), occasions);
        if (given.confidenceBp() < 0 || given.confidenceBp() > BasisPoints.ONE) {
            throw refused(of + "confidenceBp", given.confidenceBp() + " is not from 0 to " + BasisPoints.ONE);
        }
        window(of, given.fromMs(), given.untilMs());
        return new LiveOccasion(
                given.id(),
                given.occasion(),
                given.confidenceBp(),
                scope(of + "regions", ScopeList.REGIONS, given.regions()),
                scope(of + "products", ScopeList.PRODUCTS, given.products()),
                scope(of + "accounts", ScopeList.ACCOUNTS, given.accounts()),
                scope(of + "entryPoints", ScopeList.ENTRY_POINTS, given.entryPoints()),
                scope(of + "channels", ScopeList.CHANNELS, given.channels()),
                given.fromMs(),
                given.untilMs());
    }

    /** All that is held. */
    List<QueueOverride> overrides(final List<QueueOverride> held) {
        final Map<String, String> redirects = new HashMap<>();
        final Set<String> seen = new HashSet<>();
        for (final QueueOverride each : held) {
            final String of = "override of queue " + Quote.of(each.queue()) + " ";
            known("override of queue", each.queue(), queues);
            if (!seen.add(each.queue())) {
                throw refused("override of queue", Quote.of(each.queue()) + " is there twice");
            }
            window(of, each.fromMs(), each.untilMs());
            final String target = each.redirectTo();
            if ((target != null) != (each.kind() == QueueOverride.Kind.REDIRECT)) {
                throw refused(of + "redirectTo", "it goes with kind REDIRECT, and only with it");
            }
            if (target != null) {
                redirects.put(each.queue(), known(of + "redirectTo", target, queues));
            }
        }
        redirects.keySet().forEach(queue -> refuseCycle(queue, redirects));
        return List.copyOf(held);
    }

    private static void refuseCycle(final String queue, final Map<String, String> redirects) {
        final Set<String> passed = new HashSet<>();
        for (String at = queue; at != null; at = redirects.get(at)) {
            if (!passed.add(at)) {
                throw refused("override of queue " + Quote.of(queue), "its redirect leads back to " + Quote.of(at));
            }
        }
    }

    /** What is switched off; 0 for not. */
    static Switches switches(final Switches off) {
        until("stageTwoOffUntilMs", off.stageTwoOffUntilMs());
        until("experimentsOffUntilMs", off.experimentsOffUntilMs());
        return off;
    }

    /** A queue's newest state. */
    static QueueState state(final QueueState reported, final long nowMs) {
        final String of = "state of queue " + Quote.of(reported.queue()) + " ";
        time(of + "atMs", reported.atMs());
        if (reported.atMs() > nowMs + QueueState.MOST_AHEAD_MS) {
            throw refused(of + "atMs", reported.atMs() + " is more than a minute ahead of the clock, " + nowMs);
        }
        figure(of + "expectedWaitMs", reported.expectedWaitMs());
        figure(of + "depth", reported.depth());
        figure(of + "available", reported.available());
        return reported;
    }

    /** A typed key that contacts can be found by; it is not repeated in what is refused. */
    static String key(final String typedKey) {
        if (!KeyHash.isTyped(typedKey)) {
            throw refused("key", "it needs its type before it, as crm:4711");
        }
        text("key", typedKey);
        return typedKey;
    }

    /** The time of a host's clock. */
    static void clock(final long nowMs) {
        time("clock", nowMs);
    }

    /** A line for each of what is live or held whose occasion or queue the table does not have. */
    List<String> without(final List<LiveOccasion> live, final List<QueueOverride> held) {
        final List<String> lines = new ArrayList<>();
        live.stream()
                .filter(each -> !occasions.contains(each.occasion()))
                .forEach(each -> lines.add("live occasion " + Quote.of(each.id())
                        + " does nothing now: this table has no occasion " + Quote.of(each.occasion())));
        held.stream()
                .filter(each -> !queues.contains(each.queue())
                        || (each.redirectTo() != null && !queues.contains(each.redirectTo())))
                .forEach(each -> lines.add("the override of queue " + Quote.of(each.queue())
                        + " does nothing now: this table does not have "
                        + (queues.contains(each.queue())
                                ? "the queue it redirects to, " + Quote.of(String.valueOf(each.redirectTo()))
                                : "that queue")));
        return lines;
    }

    private static void figure(final String field, final long figure) {
        if (figure < QueueState.UNKNOWN) {
            throw refused(field, figure + " is below 0; " + QueueState.UNKNOWN + " stands for not known");
        }
    }

    private static void window(final String of, final long fromMs, final long untilMs) {
        time(of + "fromMs", fromMs);
        until(of + "untilMs", untilMs);
        if (untilMs <= fromMs) {
            throw refused(of + "untilMs", untilMs + " is not after fromMs " + fromMs);
        }
    }

    private static void time(final String field, final long ms) {
        if (ms < ZoneOffsets.FROM_MS || ms >= ZoneOffsets.UNTIL_MS) {
            throw refused(field, ms + " is no time of the years 1970 to 2100, in milliseconds");
        }
    }

    // The first moment that is outside may be the first one behind the year 2100.
    private static void until(final String field, final long ms) {
        if (ms != ZoneOffsets.UNTIL_MS) {
            time(field, ms);
        }
    }

    private static List<String> scope(final String field, final ScopeList list, final List<String> values) {
        return list.checked(values, (fault, value) -> refused(field, clause(fault, value)));
    }

    private static String clause(final ScopeFault fault, final String value) {
        return switch (fault) {
            case TOO_MANY_VALUES -> "it has more than " + Limits.SCOPE_VALUES + " values";
            case EMPTY -> "it is empty";
            case TOO_LONG -> "it is longer than " + Limits.STRING_BYTES + " bytes";
            case TOO_MANY_LEVELS, ODD_LEVEL -> Quote.of(value) + " " + RegionLevels.fault(value);
            case NOT_TYPED -> "an account key needs its type before it, as acct:4711";
            case UNKNOWN_CHANNEL -> noChannel(AsciiCase.upper(value));
        };
    }

    private static String known(final String field, final String name, final List<String> names) {
        text(field, name);
        if (!names.contains(name)) {
            throw refused(field, missing(name, names));
        }
        return name;
    }

    private static String missing(final String name, final List<String> names) {
        return "there is no " + Quote.of(name) + NearestName.hint(name, names);
    }

    private static String noChannel(final String name) {
        final List<String> known = ScopeList.NAMES_OF_CHANNELS;
        return "there is no channel " + Quote.of(name)
                + (NearestName.of(name, known) == null
                        ? "; there are " + String.join(", ", known)
                        : NearestName.hint(name, known));
    }

    private static void text(final String field, final String text) {
        final ScopeFault fault = ScopeFault.ofText(text);
        if (fault != null) {
            throw refused(field, clause(fault, text));
        }
    }

    private static IllegalArgumentException refused(final String field, final String why) {
        return new IllegalArgumentException(field + ": " + why);
    }
}
