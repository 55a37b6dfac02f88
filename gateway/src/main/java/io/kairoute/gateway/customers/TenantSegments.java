package io.kairoute.gateway.customers;

import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.CorrectionOutcome;
import io.kairoute.control.v1.CustomerErased;
import io.kairoute.control.v1.SegmentSetActivated;
import io.kairoute.gateway.control.Actor;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.log.HashBlanking;
import io.kairoute.gateway.segments.ImportProgress;
import io.kairoute.gateway.segments.ImportRequest;
import io.kairoute.gateway.segments.ImportSummary;
import io.kairoute.gateway.segments.SegmentImporter;
import io.kairoute.router.compile.OpenedSegments;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.store.CustomerTraces;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.PendingSegmentSet;
import io.kairoute.router.store.SegmentOpening;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.TenantFolder;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's segment sets in a running node: opens the active one, serves it, swaps it for
 * another, lays corrections over it.
 *
 * <p>A large set that was not closed properly takes seconds to recover. Routing does not wait for that: until the set is
 * there, lookups answer that the store is unavailable.
 *
 * <p>Which set is active is told by one small file beside the sets, and by nothing else; the control log is told first, so
 * that no set is served that the audit trail does not name. A kill between the two leaves the set before active, and the next
 * start writes that into the log.
 *
 * <p>Thread-safe: changes take turns.
 */
public final class TenantSegments implements AutoCloseable {
    private final String tenant;
    private final TenantFolder folder;
    private final KeyHasher hasher;
    private final SegmentSets sets;
    private final ControlPlane control;
    private final TenantLog log;
    private final Consumer<String> notes;
    private final Semaphore importing = new Semaphore(1);
    private final RetiredSets retired = new RetiredSets();
    private final CompletableFuture<Boolean> opening;
    private final Corrections corrections;
    private @Nullable CorrectedSet served;
    private boolean isClosed;
    private Runnable abandonImport = () -> {};

    private TenantSegments(
            final String tenant,
            final TenantFolder folder,
            final KeyHasher hasher,
            final ControlPlane control,
            final TenantLog log,
            final Executor openers,
            final Consumer<String> notes) {
        this.tenant = tenant;
        this.folder = folder;
        this.hasher = hasher;
        sets = new SegmentSets(folder, hasher, InstantSource.system());
        this.control = control;
        this.log = log;
        this.notes = notes;
        corrections = new Corrections(folder.corrections(), note -> notes.accept("tenant " + tenant + ": " + note));
        final PendingSegmentSet pending = sets.openActiveLater(openers);
        final SegmentSetHeader expected = pending.expected();
        serve(expected == null ? null : new OpenedSegments(pending.lookup(), expected));
        opening = pending.opening().thenApply(this::opened);
    }

    /**
     * Opens the active set on another thread.
     *
     * @param log the tenant's decision log
     * @param notes takes what is found, in sentences for a person
     */
    public static TenantSegments open(
            final String tenant,
            final TenantFolder folder,
            final KeyHasher hasher,
            final ControlPlane control,
            final TenantLog log,
            final Executor openers,
            final Consumer<String> notes) {
        return new TenantSegments(tenant, folder, hasher, control, log, openers, notes);
    }

    /** Waits until the active set is open, or it is known that there is none. */
    public void await() {
        opening.join();
    }

    /** What every kept set says of itself, the newest first. */
    synchronized List<SegmentSetManifest> manifests() {
        return sets.manifests();
    }

    /** The number of the active set; 0 for none. */
    synchronized int activeNumber() {
        final Integer active = sets.activeNumber();
        return active == null ? 0 : active;
    }

    /** The number of the set that customers are looked up in; 0 for none. */
    synchronized int servedNumber() {
        final CorrectedSet now = served;
        return now == null ? 0 : now.set().manifest().number();
    }

    /** Serves a kept set; does nothing where it is served already. */
    synchronized SegmentSetManifest activate(final Actor actor, final int number, final String reason) {
        needOpened();
        final SegmentSetManifest manifest = sets.manifest(number);
        if (manifest == null) {
            throw ControlRefusal.notFound(
                    "NO_SUCH_SET",
                    "No segment set " + number
                            + " is kept; kairoute segments list, or ListSegmentSets, names those that" + " are.");
        }
        if (number == servedNumber() && number == activeNumber()) {
            return manifest;
        }
        final OpenSegmentSet next = sets.open(number);
        try {
            commit(actor, next.manifest(), reason);
        } catch (final RuntimeException e) {
            next.close();
            throw e;
        }
        swap(next);
        forgetCorrections();
        return next.manifest();
    }

    /** Serves the newest kept set before the active one. */
    synchronized SegmentSetManifest rollBack(final Actor actor, final String reason) {
        needOpened();
        final int active = activeNumber();
        final SegmentSetManifest before = sets.manifests().stream()
                .filter(manifest -> manifest.number() < active)
                .findFirst()
                .orElseThrow(() -> ControlRefusal.precondition(
                        "NO_SET_BEFORE",
                        "No segment set before the active one is kept, so there is nothing to go back to."));
        return activate(actor, before.number(), reason);
    }

    /** Where the tenant's files are. */
    TenantFolder folder() {
        return folder;
    }

    /** How customers were looked up since then. */
    RecentLookups lookups(final long sinceMs) {
        return RecentLookups.since(folder.decisions(), sinceMs);
    }

    /** What a kept set says of itself; null when there is none of that number. */
    synchronized @Nullable SegmentSetManifest manifest(final int number) {
        return sets.manifest(number);
    }

    /**
     * Begins an import, the only one until what this returns is run.
     *
     * @param abandon run where the node stops meanwhile
     */
    synchronized Runnable beginImport(final Runnable abandon) {
        needOpened();
        if (!importing.tryAcquire()) {
            throw ControlRefusal.precondition(
                    "IMPORT_RUNNING", "Another import of this tenant is running; wait for its end, or end it.");
        }
        abandonImport = abandon;
        return importing::release;
    }

    /** Loads a new set beside those that are kept; to be called within an import that was begun. */
    ImportSummary load(final ImportRequest request, final ImportProgress progress) {
        checkVersionIsNew(SegmentImporter.versionOf(request));
        final ImportSummary summary = new SegmentImporter(sets, hasher).load(request, progress);
        synchronized (this) {
            sets.prune();
        }
        return summary;
    }

    /** Refuses the version of a kept set: decisions name versions, and one name must not mean two sets. */
    void checkVersionIsNew(final String version) {
        if (manifests().stream().anyMatch(set -> set.header().version().equals(version))) {
            throw ControlRefusal.exists(
                    "VERSION_EXISTS",
                    "A kept segment set has this version already, and a decision must name one set only; give another"
                            + " version.");
        }
    }

    /** What keys are hashed with. */
    KeyHasher hasher() {
        return hasher;
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
    synchronized Corrected correct(final Correction said) {
        needOpened();
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
     * Opens sets for as long as something is done with them.
     *
     * @param second the second set; null for none
     */
    synchronized <R> R withSets(
            final int first,
            final @Nullable Integer second,
            final BiFunction<OpenSegmentSet, @Nullable OpenSegmentSet, R> work) {
        needOpened();
        try (OpenSegmentSet one = sets.open(first);
                OpenSegmentSet other = second == null ? null : sets.open(second)) {
            return work.apply(one, other);
        }
    }

    /** Corrections that are kept. */
    synchronized int corrections() {
        return corrections.all().size();
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
    synchronized @Nullable Known find(final KeyHash key) {
        needOpened();
        final CorrectedSet now = served;
        final ProfileFlyweight profile = new ProfileFlyweight();
        if (now == null
                || now.opened().lookup().find(new SegmentKey().set(key.low(), key.high()), profile)
                        != SegmentLookup.FOUND) {
            return null;
        }
        final Correction correction = corrections.of(new KeyHash(profile.canonicalLow(), profile.canonicalHigh()));
        return new Known(
                profile, now.opened().header(), correction == null || !now.takes(correction) ? null : correction);
    }

    /**
     * What was erased.
     *
     * @param entries entries of segment sets
     * @param corrections corrections
     * @param decisions logged decisions whose hash was blanked
     */
    record Erased(int entries, int corrections, long decisions) {}

    /**
     * Erases a customer from every kept set, from the corrections, and the hash from the decision log. The audit trail is told
     * first, and of the reason only. Where it fails half-way it may be repeated.
     */
    synchronized Erased erase(final Actor actor, final KeyHash key, final String reason) {
        needOpened();
        final Set<KeyHash> keys = allKeys(key);
        control.record(
                actor,
                tenant,
                reason,
                Command.newBuilder()
                        .setCustomerErased(CustomerErased.getDefaultInstance())
                        .build());
        int entries = 0;
        for (final SegmentSetManifest manifest : sets.manifests()) {
            final CustomerTraces traces = sets.traces(manifest.number(), keys);
            sets.blank(manifest.number(), traces);
            entries += traces.entries();
        }
        final List<KeyHash> corrected = corrections.knownBy(keys);
        corrections.erase(corrected);
        final CorrectedSet now = served;
        if (now != null) {
            now.fill(corrections.all());
        }
        log.endChunk();
        return new Erased(entries, corrected.size(), HashBlanking.blank(folder.decisions(), keys));
    }

    // A key leads to the customer, and the customer to the other keys, which may be others in other sets.
    private Set<KeyHash> allKeys(final KeyHash key) {
        Set<KeyHash> known = Set.of();
        Set<KeyHash> next = new HashSet<>(Set.of(key));
        while (!next.equals(known)) {
            known = Set.copyOf(next);
            for (final SegmentSetManifest manifest : sets.manifests()) {
                final CustomerTraces traces = sets.traces(manifest.number(), known);
                if (traces.isAccount()) {
                    throw ControlRefusal.precondition(
                            "ACCOUNT_KEY",
                            "This is the key of an account, and finds one of its customers; erase customers by their own"
                                    + " keys.");
                }
                next.addAll(traces.keys());
            }
            for (final KeyHash customer : corrections.knownBy(known)) {
                next.add(customer);
                next.addAll(Objects.requireNonNull(corrections.of(customer)).alternates());
            }
        }
        return known;
    }

    /** Stops serving, and gives up an import that runs; nobody routes any more. */
    @Override
    public void close() {
        opening.join();
        synchronized (this) {
            isClosed = true;
            abandonImport.run();
        }
        importing.acquireUninterruptibly();
        synchronized (this) {
            control.segments(tenant, null);
            retired.close();
            final CorrectedSet last = served;
            if (last != null) {
                last.set().close();
                served = null;
            }
            corrections.close();
        }
    }

    private synchronized Boolean opened(final SegmentOpening opened) {
        opened.notes().forEach(note -> notes.accept("tenant " + tenant + ": " + note));
        final OpenSegmentSet set = opened.set();
        if (set == null) {
            serve(null);
            return false;
        }
        if (set.manifest().number() == activeNumber()) {
            control.segmentSetFound(
                    tenant, set.manifest().number(), set.header().version());
        }
        swap(set);
        notes.accept(String.format(
                Locale.ROOT,
                "tenant %s: segment set %s, %,d customers",
                tenant,
                set.header().version(),
                set.header().customers()));
        return true;
    }

    private void commit(final Actor actor, final SegmentSetManifest after, final String reason) {
        final int before = activeNumber();
        control.record(
                actor,
                tenant,
                reason,
                activated(before, after.number(), after.header().version()));
        try {
            sets.activate(after.number());
        } catch (final RuntimeException e) {
            if (activeNumber() == after.number()) {
                notes.accept("tenant " + tenant + ": " + e.getMessage());
                return;
            }
            final SegmentSetManifest kept = sets.manifest(before);
            control.record(
                    actor,
                    tenant,
                    "could not be activated",
                    activated(
                            after.number(),
                            before,
                            kept == null ? "" : kept.header().version()));
            throw e;
        }
    }

    private void swap(final OpenSegmentSet next) {
        final CorrectedSet before = served;
        final CorrectedSet corrected = new CorrectedSet(next, corrections.all(), this::serve);
        served = corrected;
        corrected.serve();
        if (corrected.unfit() > 0) {
            notes.accept(
                    "tenant " + tenant + ": " + corrected.unfit() + " corrected customers bring more words than segment"
                            + " set " + next.header().version() + " can take, and are served as the set knows them");
        }
        if (before != null) {
            retired.add(before.set());
        }
    }

    // A correction that is older than every kept set is in all of them.
    private void forgetCorrections() {
        sets.manifests().stream()
                .mapToLong(manifest -> manifest.header().sourceTimeMs())
                .min()
                .ifPresent(corrections::forgetBefore);
    }

    // The log hears of a set first, so that it knows what the set's words mean before a decision uses them.
    private void serve(final @Nullable OpenedSegments segments) {
        if (segments != null) {
            log.serves(segments);
        }
        control.segments(tenant, segments);
    }

    private void needOpened() {
        if (isClosed || !opening.isDone()) {
            throw ControlRefusal.unavailable(
                    "SEGMENTS_OPENING",
                    "The tenant's segment set is still being opened, or closed; try again shortly.");
        }
    }

    private static Command activated(final int before, final int after, final String version) {
        return Command.newBuilder()
                .setSegmentSetActivated(SegmentSetActivated.newBuilder()
                        .setBefore(before)
                        .setAfter(after)
                        .setVersion(version))
                .build();
    }
}
