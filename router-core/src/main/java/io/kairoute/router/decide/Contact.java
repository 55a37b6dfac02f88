package io.kairoute.router.decide;

import io.kairoute.router.availability.StatesRead;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.Flag;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.rule.ContactValues;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentView;
import io.kairoute.router.signal.LanguageTag;
import io.kairoute.router.signal.Signals;
import io.kairoute.router.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one contact so far: what it brought, what was found of its customer, what was decided. Each stage reads it,
 * and writes its own part.
 *
 * <p>Thread-confined: owned by its router, which fills it anew for each call. Parts are public, since they have one owner and
 * their own contracts.
 */
public final class Contact {

    /** The request, as it came. */
    public final RouteRequestFlyweight request = new RouteRequestFlyweight();

    /** What the request tells, normalized. */
    public final Signals signals;

    /** What it tells in the words of the table's rules; stage two adds the profile's. */
    public final ContactValues values = new ContactValues();

    /** The customer's profile; to be read only where {@link Decision#hasProfile}. */
    public final ProfileFlyweight profile = new ProfileFlyweight();

    /** The decision in the making. */
    public final Decision decision = new Decision();

    /** The decision's id; made with the answer. */
    public final DecisionId id = new DecisionId();

    /** The queue states that step 6 looked at. */
    public final StatesRead statesRead = new StatesRead();

    /** The buckets that experiments computed of the account key. */
    public final AccountBuckets accountBuckets = new AccountBuckets();

    /** The hash of the customer key; to be read only where {@link #isCustomerKeyHashed()}. */
    public final SegmentKey customerKey = new SegmentKey();

    /** How many keys step 2 looked up. */
    int lookups;

    /** The ordinal of the profile's language; {@link Decision#NONE} where it may not influence. */
    int language;

    /** There is a customer key, and a segment set to look it up in. */
    boolean isCustomerKeyHashed;

    private DecisionKind kind = DecisionKind.DECIDED;
    private int tenant;
    private boolean isStageTwoOff;
    private boolean areExperimentsOff;
    private @Nullable Snapshot snapshot;

    /**
     * Makes an empty contact.
     *
     * @param trustsClientTimestamps whether a request's timestamp counts as now
     */
    public Contact(final boolean trustsClientTimestamps) {
        signals = new Signals(request, trustsClientTimestamps);
    }

    /**
     * Begins with the request as it was just read; the contact before is forgotten.
     *
     * @param ofTenant the tenant's ordinal; negative where the caller knows no directory
     * @param nowMs the server's clock on arrival
     */
    public void begin(final DecisionKind ofKind, final int ofTenant, final long nowMs) {
        kind = ofKind;
        tenant = ofTenant;
        signals.read(nowMs);
        decision.reset();
        decision.flags = signals.flags();
        statesRead.clear();
        accountBuckets.begin();
        lookups = 0;
        language = Decision.NONE;
        isCustomerKeyHashed = false;
    }

    /** Says what the contact is decided under, and which switches of the tenant hold now; what is decided by the steps tells them. */
    @SuppressWarnings(
            "ReferenceEquality") // whether it must be stored anew: a collector has to hear of every reference that is
    // written
    public void under(final Snapshot given) {
        if (snapshot != given) {
            snapshot = given;
        }
        isStageTwoOff = signals.nowMs() < given.stageTwoOffUntilMs();
        areExperimentsOff = signals.nowMs() < given.experimentsOffUntilMs();
        if (kind == DecisionKind.DECIDED) {
            tell(isStageTwoOff, Flag.STAGE_TWO_OFF);
            tell(areExperimentsOff, Flag.EXPERIMENTS_OFF);
        }
    }

    private void tell(final boolean isOff, final Flag flag) {
        if (isOff) {
            decision.raise(flag);
        }
    }

    /** How it came to the decision. */
    public DecisionKind kind() {
        return kind;
    }

    /** The tenant's ordinal; negative where the router was given a snapshot of no tenant in its directory. */
    public int tenant() {
        return tenant;
    }

    /** Whether the customer key was hashed. */
    public boolean isCustomerKeyHashed() {
        return isCustomerKeyHashed;
    }

    /** How many keys were looked up. */
    public int lookups() {
        return lookups;
    }

    /** Whether the tenant's switch holds stage two off now. */
    public boolean isStageTwoOff() {
        return isStageTwoOff;
    }

    /** Whether the tenant's switch holds experiments off now. */
    public boolean areExperimentsOff() {
        return areExperimentsOff;
    }

    /** The snapshot behind the decision. */
    public Snapshot snapshot() {
        if (snapshot == null) {
            throw new IllegalStateException("no decision was made yet");
        }
        return snapshot;
    }

    /** The profile's language; absent where it may not influence. */
    LanguageTag preferredLanguage(final SegmentView segments) {
        return language == Decision.NONE ? LanguageTag.NONE : segments.languages()[language];
    }

    /** The value of the profile's language in the table's vocabulary. */
    int preferredLanguageValue(final SegmentView segments) {
        return language == Decision.NONE ? Slot.NO_VALUE : segments.languageValue()[language];
    }
}
