package io.kairoute.gateway.tally;

import io.kairoute.router.codec.ResponseFields;
import io.kairoute.router.log.DecisionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts the decisions of one tenant. A record of a group that is known costs no allocation.
 *
 * <p>Thread-confined: owned by the counting thread, but for {@link #published}.
 */
final class TenantTally {
    private static final Word LIVE = Word.alone("LIVE");

    private final AnswerScan answer;
    private final AnswerGroups groups;
    private final LiveCounts byLive;
    private final WordTable words = new WordTable();
    private final CounterTable counters = new CounterTable();
    private final RecentDecisions recent = new RecentDecisions();
    private final int salt = System.identityHashCode(this);
    private final Counter all;
    private final Word holdout;
    private volatile TallySnapshot published;
    private long knownSince;

    /**
     * Begins to count.
     *
     * @param answer what reads answers; shared by the tenants of one thread
     * @param groups the groups of answers; shared by the tenants of one thread
     * @param byLive what counts by live occasion
     * @param knownSince from which second on decisions are counted
     */
    TenantTally(
            final AnswerScan answer,
            final AnswerGroups groups,
            final LiveCounts byLive,
            final CountedAt now,
            final long knownSince) {
        this.answer = answer;
        this.groups = groups;
        this.byLive = byLive;
        this.knownSince = knownSince;
        all = counters.of(RateKind.ALL, Word.NONE, Word.NONE, now);
        holdout = Objects.requireNonNull(mine(Word.alone("holdout")), "an empty table has room");
        published = snapshot(now, now.second() - 1, 0, 0);
    }

    /** Counts a decision. */
    void count(final DecisionRecord record, final CountedAt now) {
        answer.read(record);
        final AnswerGroup group = groups.of(answer, this, now);
        group.add(now);
        if (group.isLive()) {
            byLive.count(record, group.words().occasion(), now);
        }
        recent.take(answer, group.words(), record.nowMs());
    }

    /** Makes a group of answers such as the one that was read last, with all that counts them. */
    AnswerGroup group(final AnswerKey key, final CountedAt now) {
        final List<Counter> into = new ArrayList<>();
        into.add(all);
        final Word occasion = one(RateKind.OCCASION, ResponseFields.OCCASION, into, now);
        final Word band = one(RateKind.BAND, ResponseFields.BAND, into, now);
        final Word tier = one(RateKind.TIER, ResponseFields.TIER, into, now);
        final Word queue = one(RateKind.QUEUE, ResponseFields.QUEUE, into, now);
        final Word cause = one(RateKind.CAUSE, ResponseFields.FALLBACK_CAUSE, into, now);
        into.add(pair(RateKind.OCCASION_BAND, occasion, band, now));
        into.add(pair(RateKind.OCCASION_TIER, occasion, tier, now));
        if (cause != Word.NONE) {
            into.add(pair(RateKind.OCCASION_CAUSE, occasion, cause, now));
        }
        final boolean isLive = occasion != Word.NONE && isLive();
        if (isLive) {
            into.add(counters.of(RateKind.LIVE, occasion, now));
        }
        experiment(into, now);
        for (int i = 0; i < answer.ruleCount(); i++) {
            into.add(listed(RateKind.RULE, answer.rule(i), now));
        }
        for (int i = 0; i < answer.guardrailCount(); i++) {
            into.add(listed(RateKind.GUARDRAIL, answer.guardrail(i), now));
        }
        final Word revision = mine(Word.alone(Long.toString(answer.revision())));
        into.add(
                revision == null
                        ? counters.other(RateKind.REVISION, now)
                        : counters.of(RateKind.REVISION, revision, now));
        return new AnswerGroup(this, key, new CountedWords(occasion, band, tier, queue, cause), isLive, into);
    }

    private boolean isLive() {
        return LIVE.is(
                answer.bytes(),
                answer.at(ResponseFields.OCCASION_SOURCE),
                answer.length(ResponseFields.OCCASION_SOURCE));
    }

    private void experiment(final List<Counter> into, final CountedAt now) {
        if (answer.length(ResponseFields.EXPERIMENT) > 0) {
            final Word experiment = word(ResponseFields.EXPERIMENT);
            final Word arm = answer.isHoldout() ? holdout : word(ResponseFields.ARM);
            if (experiment != null && arm != null) {
                into.add(pair(RateKind.EXPERIMENT_ARM, experiment, arm, now));
            }
        }
    }

    // NONE for an absent word, and for one that there is no room for.
    private Word one(final RateKind kind, final int field, final List<Counter> into, final CountedAt now) {
        if (answer.length(field) == 0) {
            return Word.NONE;
        }
        final Word word = word(field);
        into.add(word == null ? counters.other(kind, now) : counters.of(kind, word, now));
        return word == null ? Word.NONE : word;
    }

    private Counter pair(final RateKind kind, final Word id, final Word with, final CountedAt now) {
        final boolean isKnown = id != Word.NONE && with != Word.NONE;
        return isKnown ? counters.of(kind, id, with, now) : counters.other(kind, now);
    }

    private Counter listed(final RateKind kind, final int placed, final CountedAt now) {
        final Word word = words.of(answer.bytes(), placed >>> Byte.SIZE, placed & 0xFF);
        return word == null ? counters.other(kind, now) : counters.of(kind, word, now);
    }

    private @Nullable Word word(final int field) {
        return words.of(answer.bytes(), answer.at(field), answer.length(field));
    }

    /** What keeps the groups of tenants apart. */
    int salt() {
        return salt;
    }

    /** Adds what was counted of the time before the start. */
    void addAll(final TallySnapshot earlier, final CountedAt now) {
        for (final Counter past : earlier.counters()) {
            mine(past, now).addAll(past, now.second());
        }
        byLive.addAll(earlier.live(), now);
        knownSince = Math.min(knownSince, earlier.knownSince());
    }

    private Counter mine(final Counter past, final CountedAt now) {
        if (past.kind() == RateKind.ALL) {
            return all;
        }
        final Word id = mine(past.idWord());
        final Word with = mine(past.withWord());
        if (id == null || with == null) {
            return counters.other(past.kind(), now);
        }
        return past.kind().isPair() ? counters.of(past.kind(), id, with, now) : counters.of(past.kind(), id, now);
    }

    private @Nullable Word mine(final Word past) {
        if (past.bytes().length == 0) {
            return Word.NONE;
        }
        return words.of(Word.padded(past.bytes()), 0, past.bytes().length);
    }

    /** Lets readers see what was counted up to a second, and with it. */
    void publish(final CountedAt now, final long second, final long aheadMs, final long lastLostSecond) {
        now.settle();
        published = snapshot(now, second, aheadMs, lastLostSecond);
    }

    private TallySnapshot snapshot(
            final CountedAt now, final long second, final long aheadMs, final long lastLostSecond) {
        return new TallySnapshot(
                second,
                aheadMs,
                knownSince,
                counters.all(),
                counters.count(),
                byLive.counters(now),
                recent.newestFirst(),
                counters.isFull(),
                lastLostSecond);
    }

    /** What readers see. */
    TallySnapshot published() {
        return published;
    }
}
