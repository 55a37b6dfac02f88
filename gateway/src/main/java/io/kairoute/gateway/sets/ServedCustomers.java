package io.kairoute.gateway.sets;

import io.kairoute.control.v1.CorrectionOutcome;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.control.SetChanges;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.store.ErasedCustomer;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.RetiredSets;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.StoreException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one segment set that a tenant's customers are looked up in, with the corrections over it.
 *
 * <p>Thread-safe: corrections, swaps and erasures take turns; looking a customer up waits for nobody.
 */
final class ServedCustomers {
    private static final long LONGEST_WAIT_S = 20;

    private final String tenant;
    private final SetsState state;
    private final Corrections corrections;
    private final SetChanges control;
    private final TenantLog log;
    private final Consumer<String> notes;
    private final RetiredSets retired;
    private final Turn changes = new Turn(LONGEST_WAIT_S);
    private volatile @Nullable CorrectedSet served;
    private @Nullable SetPin pin;

    /**
     * Serves nothing yet.
     *
     * @param notes takes what is found, in sentences for a person
     */
    ServedCustomers(
            final String tenant,
            final SetsState state,
            final Corrections corrections,
            final TenantLog log,
            final SetsHost host,
            final Consumer<String> notes) {
        this.tenant = tenant;
        this.state = state;
        this.corrections = corrections;
        control = host.control();
        this.log = log;
        this.notes = notes;
        retired = new RetiredSets(host.afterGrace(), this::indexIfRoom);
    }

    /** The number of the set; 0 for none. */
    int number() {
        final CorrectedSet now = served;
        return now == null ? 0 : now.set().manifest().number();
    }

    /** Corrections that are kept. */
    int correctionCount() {
        return corrections.count();
    }

    /** Has routers look customers up here; null for nowhere. */
    void serve(final @Nullable ReadableSet segments) {
        // The log hears of a set first, so that it knows what the set's words mean before a decision uses them.
        if (segments != null) {
            log.serves(segments);
        }
        control.serve(tenant, segments);
    }

    /**
     * Serves another set instead.
     *
     * @param nextPin what keeps it open; given back when a later set took its place
     */
    void swap(final SetPin nextPin, final OpenSegmentSet next) {
        changes.run(() -> {
            state.needUnclosed();
            final CorrectedSet corrected = new CorrectedSet(next, corrections.all(), this::serve);
            corrected.serve();
            final CorrectedSet before = served;
            final SetPin pinBefore = pin;
            served = corrected;
            pin = nextPin;
            if (corrected.unfit() > 0) {
                notes.accept(corrected.unfit() + " corrected customers bring more words than segment set "
                        + next.header().version() + " can take, and are served as the set knows them");
            }
            if (before != null && pinBefore != null) {
                retired.add(before.set(), pinBefore::close);
            }
        });
    }

    // What was swapped out has left room.
    private void indexIfRoom() {
        try {
            final SetPin current = changes.take(() -> pin);
            if (current != null) {
                current.set().indexIfRoom();
            }
        } catch (final RuntimeException e) {
            notes.accept("the segment set is looked up in its file, without a read index: " + e.getMessage());
        }
    }

    /** Forgets corrections that every kept set knows better. Those that stay are older than what is served, and harm nobody. */
    void forgetWhatIsIn(final List<SegmentSetManifest> kept) {
        try {
            changes.run(() -> corrections.forgetWhatIsIn(kept));
        } catch (final StoreException | ControlRefusal e) {
            notes.accept("older corrections are kept until the next activation: " + e.getMessage());
        }
    }

    /** Whoever a key finds now, to be erased. Others are those whom the served set or a correction knows by a key of their own. */
    ErasedCustomer toErase(final KeyHash key) {
        final Known found = find(key);
        return new ErasedCustomer(found == null ? key : canonical(found), this::isKnown);
    }

    private boolean isKnown(final KeyHash customer) {
        final Correction correction = corrections.of(customer);
        final Known found = find(customer);
        return (correction != null && correction.profile() != null)
                || (found != null && canonical(found).equals(customer));
    }

    private static KeyHash canonical(final Known known) {
        return new KeyHash(known.profile().canonicalLow(), known.profile().canonicalHigh());
    }

    /** All keys of a customer who was corrected and is known by any of these. */
    Set<KeyHash> keysOfCorrected(final ErasedCustomer erased, final Collection<KeyHash> known) {
        final Set<KeyHash> keys = new HashSet<>();
        for (final KeyHash customer : corrected(erased, known)) {
            final Correction correction = corrections.of(customer);
            keys.add(customer);
            if (correction != null) {
                keys.addAll(correction.alternates());
            }
        }
        return keys;
    }

    // Of those who claim a key, the one who is erased.
    private List<KeyHash> corrected(final ErasedCustomer erased, final Collection<KeyHash> known) {
        return corrections.knownBy(known).stream()
                .filter(customer -> known.contains(customer) || !erased.isAnothers(customer, customer))
                .toList();
    }

    /** Erases what was corrected of a customer who is known by these keys; returns how many corrections that were. */
    int erase(final ErasedCustomer erased, final Collection<KeyHash> keys) {
        return changes.take(() -> {
            final List<KeyHash> corrected = corrected(erased, keys);
            corrections.erase(corrected);
            final CorrectedSet now = served;
            if (now != null) {
                now.fill(corrections.all());
            }
            return corrected.size();
        });
    }

    /**
     * What became of a correction.
     *
     * @param sourceVersion the source version that is known now
     */
    record Corrected(CorrectionOutcome outcome, long sourceVersion) {}

    /**
     * Takes what a source said of one customer; it is on the disk when this returns, and counts from the next contact on.
     *
     * @param said with any sequence
     */
    Corrected correct(final Correction said) {
        return changes.take(() -> correctNow(said));
    }

    private Corrected correctNow(final Correction said) {
        state.needOpen();
        final CorrectedSet now = served;
        if (now == null) {
            throw ControlRefusal.precondition(
                    "NO_SEGMENT_SET",
                    "This tenant has no segment set yet, and a correction needs one; import it first.");
        }
        final Correction before = corrections.of(said.customer());
        if (before != null && before.sourceVersion() >= said.sourceVersion()) {
            return new Corrected(
                    before.sourceVersion() == said.sourceVersion()
                            ? CorrectionOutcome.CORRECTION_OUTCOME_KNOWN
                            : CorrectionOutcome.CORRECTION_OUTCOME_OUTDATED,
                    before.sourceVersion());
        }
        said.alternates().forEach(key -> checkIsNobodysOwn(now, said.customer(), key));
        corrections.checkRoom(said.customer());
        now.check(said);
        final Correction kept = corrections.put(said);
        now.apply(kept, before, corrections.all());
        return new Corrected(
                now.takes(kept)
                        ? CorrectionOutcome.CORRECTION_OUTCOME_APPLIED
                        : CorrectionOutcome.CORRECTION_OUTCOME_KEPT,
                kept.sourceVersion());
    }

    // An alternate key belongs to whoever claimed it last; the key that a customer is known by belongs to that one
    // alone.
    private void checkIsNobodysOwn(final CorrectedSet now, final KeyHash customer, final KeyHash key) {
        final Correction correction = corrections.of(key);
        final ProfileFlyweight profile = new ProfileFlyweight();
        final boolean isInSet =
                now.set().store().record(new SegmentKey().set(key.low(), key.high()), profile) == SegmentLookup.FOUND
                        && key.equals(new KeyHash(profile.canonicalLow(), profile.canonicalHigh()));
        if (!key.equals(customer) && (isInSet || (correction != null && correction.profile() != null))) {
            throw ControlRefusal.field(
                    "alternate_keys",
                    "KEY_OF_ANOTHER",
                    "One of alternate_keys is the key that another customer is known by; leave it out, or erase that customer"
                            + " first.");
        }
    }

    /**
     * What is known of one customer.
     *
     * @param profile the record that lookups find
     * @param header what its numbers mean
     * @param correction what was corrected; null where the set's own record counts
     */
    record Known(
            ProfileFlyweight profile,
            SegmentSetHeader header,
            @Nullable Correction correction) {}

    /** What is known of whoever a key finds; null for nobody. */
    @Nullable
    Known find(final KeyHash key) {
        state.needOpen();
        final CorrectedSet now = served;
        final ProfileFlyweight profile = new ProfileFlyweight();
        if (now == null
                || now.opened().lookup().record(new SegmentKey().set(key.low(), key.high()), profile)
                        != SegmentLookup.FOUND) {
            return null;
        }
        final Correction correction = corrections.of(new KeyHash(profile.canonicalLow(), profile.canonicalHigh()));
        return new Known(
                profile, now.opened().header(), correction == null || !now.takes(correction) ? null : correction);
    }

    /** Serves nothing any more; nobody routes. */
    void close() {
        control.serve(tenant, null);
        try {
            changes.run(this::closeNow);
        } catch (final ControlRefusal e) {
            notes.accept("a correction did not end in time, so the served set is left open: " + e.getMessage());
        }
    }

    private void closeNow() {
        retired.close();
        final SetPin last = pin;
        served = null;
        pin = null;
        if (last != null) {
            last.close();
        }
        corrections.close();
    }
}
