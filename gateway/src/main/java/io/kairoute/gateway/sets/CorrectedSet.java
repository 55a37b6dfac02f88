package io.kairoute.gateway.sets;

import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.segment.DeltaIndex;
import io.kairoute.router.segment.OverlaidLookup;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.store.OpenSegmentSet;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One opened segment set with the corrections over it that are not older than its data. Changes take turns; any thread may look
 * up in what it serves.
 */
final class CorrectedSet {
    private final OpenSegmentSet set;
    private final Consumer<ReadableSet> serving;
    private final SetWords words;
    private final OverlaidLookup lookup;
    private @Nullable DeltaIndex index;
    private volatile ReadableSet opened;
    private boolean isServed;
    private int unfit;

    /**
     * Lays corrections over a set; it is not served yet.
     *
     * @param corrections those of the tenant, in the order in which they were acknowledged
     * @param serving serves this set again, whenever corrections bring words that it did not have
     */
    CorrectedSet(
            final OpenSegmentSet set, final Collection<Correction> corrections, final Consumer<ReadableSet> serving) {
        this.set = set;
        this.serving = serving;
        words = new SetWords(set.header());
        lookup = new OverlaidLookup(set.store());
        opened = new ReadableSet(lookup, set.header());
        fill(corrections);
    }

    /** Has routers look customers up in it from now on. */
    void serve() {
        isServed = true;
        if (words.takeExtended()) {
            opened = new ReadableSet(lookup, words.header());
        }
        serving.accept(opened);
    }

    /** Corrections that were left out, since the set's words and theirs are too many. */
    int unfit() {
        return unfit;
    }

    /** The set. */
    OpenSegmentSet set() {
        return set;
    }

    /** What routers are given. */
    ReadableSet opened() {
        return opened;
    }

    /** Whether a correction counts over this set: what the set's source knew later is in the set. */
    boolean takes(final Correction correction) {
        return correction.sourceMs() >= set.header().sourceTimeMs();
    }

    /** Checks that a correction's words fit in; refuses where they do not. */
    void check(final Correction correction) {
        if (takes(correction) && correction.profile() != null) {
            record(correction, correction.profile());
        }
    }

    /**
     * Has a correction count from the next lookup on.
     *
     * @param before what was known of the customer; null for nothing
     * @param all every correction, this one among them
     */
    void apply(final Correction correction, final @Nullable Correction before, final Collection<Correction> all) {
        if (!takes(correction) && before == null) {
            return;
        }
        final DeltaIndex current = index;
        final boolean keepsKeys = before == null || correction.alternates().containsAll(before.alternates());
        if (current == null || !takes(correction) || !keepsKeys || !put(current, correction)) {
            fill(all);
        }
    }

    /** Lays exactly these corrections over the set. */
    void fill(final Collection<Correction> corrections) {
        int keys = 0;
        for (final Correction correction : corrections) {
            keys += takes(correction) ? 1 + correction.alternates().size() : 0;
        }
        if (keys == 0) {
            index = null;
            lookup.overlay(null);
            return;
        }
        final DeltaIndex next = new DeltaIndex(2 * keys);
        unfit = 0;
        for (final Correction correction : corrections) {
            if (takes(correction)) {
                putOrLeaveOut(next, correction);
            }
        }
        index = next;
        lookup.overlay(next);
    }

    private void putOrLeaveOut(final DeltaIndex into, final Correction correction) {
        try {
            if (!put(into, correction)) {
                throw new IllegalStateException("count=" + into.count() + " fill an index made for twice as many keys");
            }
        } catch (final ControlRefusal tooManyWords) {
            unfit++;
        }
    }

    private boolean put(final DeltaIndex into, final Correction correction) {
        final CustomerProfile profile = correction.profile();
        final ProfileFlyweight record = profile == null ? null : record(correction, profile);
        if (isServed && words.takeExtended()) {
            // The new words are known to the snapshot before a router can find a record that uses them.
            opened = new ReadableSet(lookup, words.header());
            serving.accept(opened);
        }
        boolean isIn =
                into.put(correction.customer().low(), correction.customer().high(), record);
        for (final KeyHash alternate : correction.alternates()) {
            isIn &= into.put(alternate.low(), alternate.high(), record);
        }
        return isIn;
    }

    private ProfileFlyweight record(final Correction correction, final CustomerProfile profile) {
        final byte[] agent = profile.getPreferredAgent().getBytes(StandardCharsets.UTF_8);
        final KeyHash account = correction.account();
        final ProfileFlyweight record = new ProfileFlyweight()
                .reset()
                .ordinal(ProfileAttribute.TIER, words.ordinal(ProfileAttribute.TIER, profile.getTier()))
                .ordinal(ProfileAttribute.SUB_TIER, words.ordinal(ProfileAttribute.SUB_TIER, profile.getSubTier()))
                .ordinal(ProfileAttribute.LIFECYCLE, words.ordinal(ProfileAttribute.LIFECYCLE, profile.getLifecycle()))
                .ordinal(
                        ProfileAttribute.VALUE_BAND, words.ordinal(ProfileAttribute.VALUE_BAND, profile.getValueBand()))
                .ordinal(
                        ProfileAttribute.CHURN_BAND, words.ordinal(ProfileAttribute.CHURN_BAND, profile.getChurnBand()))
                .ordinal(
                        ProfileAttribute.HEALTH_BAND,
                        words.ordinal(ProfileAttribute.HEALTH_BAND, profile.getHealthBand()))
                .ordinal(ProfileAttribute.LANGUAGE, words.ordinal(ProfileAttribute.LANGUAGE, profile.getLanguage()))
                .ordinal(
                        ProfileAttribute.PREFERRED_CHANNEL,
                        words.ordinal(ProfileAttribute.PREFERRED_CHANNEL, profile.getPreferredChannel()))
                .consent((!profile.hasPersonalization() || profile.getPersonalization()
                                ? ProfileFlyweight.CONSENT_PERSONALIZATION
                                : 0)
                        | (!profile.hasMarketing() || profile.getMarketing() ? ProfileFlyweight.CONSENT_MARKETING : 0))
                .tenureMonths(profile.getTenureMonths())
                .valueCents(profile.getValueCents())
                .updatedAtMs(correction.sourceMs())
                .canonical(correction.customer().low(), correction.customer().high())
                .preferredAgent(new UnsafeBuffer(agent), 0, agent.length);
        if (account != null) {
            record.account(account.low(), account.high());
        }
        for (final String risk : profile.getRisksList()) {
            record.addRisk(words.ordinal(ProfileAttribute.RISK, risk));
        }
        return record.seal();
    }
}
