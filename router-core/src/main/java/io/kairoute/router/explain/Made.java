package io.kairoute.router.explain;

import io.kairoute.router.availability.StatesRead;
import io.kairoute.router.decide.AccountBuckets;
import io.kairoute.router.decide.Contact;
import io.kairoute.router.decide.DecisionKind;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.SegmentSource;
import io.kairoute.router.rule.ContactValues;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.signal.Signals;
import io.kairoute.router.snapshot.CompiledTable;
import io.kairoute.router.snapshot.Names;
import io.kairoute.router.snapshot.Snapshot;

/** A contact as an explanation asks about it. Only read; good until the router's next call. */
record Made(Contact contact) {
    Snapshot snapshot() {
        return contact.snapshot();
    }

    Signals signals() {
        return contact.signals;
    }

    ContactValues values() {
        return contact.values;
    }

    ProfileFlyweight profile() {
        return contact.profile;
    }

    Decision decision() {
        return contact.decision;
    }

    StatesRead statesRead() {
        return contact.statesRead;
    }

    AccountBuckets accountBuckets() {
        return contact.accountBuckets;
    }

    CompiledTable table() {
        return snapshot().table();
    }

    Names names() {
        return table().names();
    }

    long nowMs() {
        return contact.signals.nowMs();
    }

    /** Whether nothing of the contact was looked at, since there was no time. */
    boolean isOfDeadline() {
        return contact.kind() == DecisionKind.DEADLINE;
    }

    boolean isStageTwoOff() {
        return contact.isStageTwoOff();
    }

    boolean areExperimentsOff() {
        return contact.areExperimentsOff();
    }

    /** Whether the profile may influence the decision by more than its risks. */
    boolean isProfileUsed() {
        final SegmentSource source = contact.decision.segmentSource();
        return source != SegmentSource.DEFAULT && source != SegmentSource.CONSENT_OFF;
    }
}
