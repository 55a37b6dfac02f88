package io.kairoute.router.explain;

import io.kairoute.router.availability.StatesRead;
import io.kairoute.router.decide.AccountBuckets;
import io.kairoute.router.decide.Contact;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.FallbackCause;
import io.kairoute.router.decision.SegmentSource;
import io.kairoute.router.rule.ContactValues;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.signal.Signals;
import io.kairoute.router.snapshot.CompiledTable;
import io.kairoute.router.snapshot.Names;
import io.kairoute.router.snapshot.Snapshot;

/** A decision with all that it was made of. Only read; valid until the router's next call. */
record Made(
        Snapshot snapshot,
        Signals signals,
        ContactValues values,
        ProfileFlyweight profile,
        Decision decision,
        StatesRead statesRead,
        AccountBuckets accountBuckets) {

    static Made of(final Contact contact) {
        return new Made(
                contact.snapshot(),
                contact.signals,
                contact.values,
                contact.profile,
                contact.decision,
                contact.statesRead,
                contact.accountBuckets);
    }

    CompiledTable table() {
        return snapshot.table();
    }

    Names names() {
        return snapshot.table().names();
    }

    long nowMs() {
        return signals.nowMs();
    }

    /** Whether nothing of the contact was looked at, since there was no time. */
    boolean isOfDeadline() {
        return (decision.causes & FallbackCause.DEADLINE.bit()) != 0;
    }

    boolean isStageTwoOff() {
        return nowMs() < snapshot.stageTwoOffUntilMs();
    }

    boolean areExperimentsOff() {
        return nowMs() < snapshot.experimentsOffUntilMs();
    }

    /** Whether the profile may influence the decision by more than its risks. */
    boolean isProfileUsed() {
        final SegmentSource source = decision.segmentSource();
        return source != SegmentSource.DEFAULT && source != SegmentSource.CONSENT_OFF;
    }
}
