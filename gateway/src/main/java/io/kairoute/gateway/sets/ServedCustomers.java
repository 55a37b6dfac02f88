package io.kairoute.gateway.sets;

import io.kairoute.control.v1.CorrectionOutcome;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.router.compile.OpenedSegments;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.store.OpenSegmentSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one segment set that a tenant's customers are looked up in, with the corrections over it. Its callers take turns. */
final class ServedCustomers implements AutoCloseable {
    private final String tenant;
    private final Corrections corrections;
    private final ControlPlane control;
    private final TenantLog log;
    private final Consumer<String> notes;
    private final RetiredSets retired = new RetiredSets();
    private @Nullable CorrectedSet served;

    /**
     * Serves nothing yet.
     *
     * @param notes takes what is found, in sentences for a person
     */
    ServedCustomers(
            final String tenant,
            final Corrections corrections,
            final ControlPlane control,
            final TenantLog log,
            final Consumer<String> notes) {
        this.tenant = tenant;
        this.corrections = corrections;
        this.control = control;
        this.log = log;
        this.notes = notes;
    }

    /** The number of the set; 0 for none. */
    int number() {
        final CorrectedSet now = served;
        return now == null ? 0 : now.set().manifest().number();
    }

    /** Has routers look customers up here; null for nowhere. */
    void serve(final @Nullable OpenedSegments segments) {
        // The log hears of a set first, so that it knows what the set's words mean before a decision uses them.
        if (segments != null) {
            log.serves(segments);
        }
        control.segments(tenant, segments);
    }

    /** Serves another set instead. */
    void swap(final OpenSegmentSet next) {
        final CorrectedSet before = served;
        final CorrectedSet corrected = new CorrectedSet(next, corrections.all(), this::serve);
        served = corrected;
        corrected.serve();
        if (corrected.unfit() > 0) {
            notes.accept(corrected.unfit() + " corrected customers bring more words than segment set "
                    + next.header().version() + " can take, and are served as the set knows them");
        }
        if (before != null) {
            retired.add(before.set());
        }
    }

    /** Lays the corrections over the set again, after some were forgotten. */
    void fillAnew() {
        final CorrectedSet now = served;
        if (now != null) {
            now.fill(corrections.all());
        }
    }

    /**
     * What became of a correction.
     *
     * @param sourceVersion the source version that is known now
     */
    record Corrected(CorrectionOutcome outcome, long sourceVersion) {}

    /** Takes what a source said of one customer; see {@link TenantSegments#correct}. */
    Corrected correct(final Correction said) {
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
        final CorrectedSet now = served;
        final ProfileFlyweight profile = new ProfileFlyweight();
        if (now == null
                || now.opened().lookup().read(new SegmentKey().set(key.low(), key.high()), profile)
                        != SegmentLookup.FOUND) {
            return null;
        }
        final Correction correction = corrections.of(new KeyHash(profile.canonicalLow(), profile.canonicalHigh()));
        return new Known(
                profile, now.opened().header(), correction == null || !now.takes(correction) ? null : correction);
    }

    /** Serves nothing any more; nobody routes. */
    @Override
    public void close() {
        control.segments(tenant, null);
        retired.close();
        final CorrectedSet last = served;
        if (last != null) {
            last.set().close();
            served = null;
        }
    }
}
