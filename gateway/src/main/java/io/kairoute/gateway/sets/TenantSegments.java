package io.kairoute.gateway.sets;

import io.kairoute.gateway.control.Actor;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.imports.ImportProgress;
import io.kairoute.gateway.imports.ImportRequest;
import io.kairoute.gateway.imports.ImportSummary;
import io.kairoute.gateway.imports.SegmentImporter;
import io.kairoute.gateway.sets.CustomerErasure.Erased;
import io.kairoute.gateway.sets.ServedCustomers.Corrected;
import io.kairoute.gateway.sets.ServedCustomers.Known;
import io.kairoute.router.compile.OpenedSegments;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.PendingSegmentSet;
import io.kairoute.router.store.SegmentOpening;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.TenantFolder;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
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
    private final Consumer<String> notes;
    private final Corrections corrections;
    private final ServedCustomers served;
    private final SetActivation activation;
    private final CustomerErasure erasure;
    private final ImportGate imports = new ImportGate();
    private final CompletableFuture<Boolean> opening;
    private boolean isClosed;

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
        this.notes = note -> notes.accept("tenant " + tenant + ": " + note);
        corrections = new Corrections(folder.corrections(), this.notes);
        served = new ServedCustomers(tenant, corrections, control, log, this.notes);
        activation = new SetActivation(tenant, sets, control, this.notes);
        erasure = new CustomerErasure(tenant, folder, sets, corrections, served, control, log);
        final PendingSegmentSet pending = sets.openActiveLater(openers);
        final SegmentSetHeader expected = pending.expected();
        served.serve(expected == null ? null : new OpenedSegments(pending.lookup(), expected));
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
        return activation.activeNumber();
    }

    /** The number of the set that customers are looked up in; 0 for none. */
    synchronized int servedNumber() {
        return served.number();
    }

    /** Serves a kept set; does nothing where it is served already. */
    synchronized SegmentSetManifest activate(final Actor actor, final int number, final String reason) {
        needOpened();
        final SegmentSetManifest manifest = sets.manifest(number);
        if (manifest == null) {
            throw ControlRefusal.notFound(
                    "NO_SUCH_SET",
                    "No segment set " + number
                            + " is kept; kairoute segments list, or ListSegmentSets, names those that are.");
        }
        if (number == servedNumber() && number == activeNumber()) {
            return manifest;
        }
        final OpenSegmentSet next = sets.open(number);
        try {
            activation.commit(actor, next.manifest(), reason);
        } catch (final RuntimeException e) {
            next.close();
            throw e;
        }
        served.swap(next);
        corrections.forgetWhatIsIn(sets.manifests());
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
        return imports.begin(abandon);
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
     * Takes what a source said of one customer; it is on the disk when this returns, and counts from the next contact on.
     *
     * @param said with any sequence
     */
    synchronized Corrected correct(final Correction said) {
        needOpened();
        return served.correct(said);
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

    /** What is known of whoever a key finds; null for nobody. */
    synchronized @Nullable Known find(final KeyHash key) {
        needOpened();
        return served.find(key);
    }

    /**
     * Erases a customer from every kept set, from the corrections, and the hash from the decision log. The audit trail is told
     * first, and of the reason only. Where it fails half-way it may be repeated.
     */
    synchronized Erased erase(final Actor actor, final KeyHash key, final String reason) {
        needOpened();
        return erasure.erase(actor, key, reason);
    }

    /** Stops serving, and gives up an import that runs; nobody routes any more. */
    @Override
    public void close() {
        opening.join();
        synchronized (this) {
            isClosed = true;
            imports.abandon();
        }
        imports.shut();
        synchronized (this) {
            served.close();
            corrections.close();
        }
    }

    private synchronized Boolean opened(final SegmentOpening opened) {
        opened.notes().forEach(notes);
        final OpenSegmentSet set = opened.set();
        if (set == null) {
            served.serve(null);
            return false;
        }
        if (set.manifest().number() == activeNumber()) {
            control.segmentSetFound(
                    tenant, set.manifest().number(), set.header().version());
        }
        served.swap(set);
        notes.accept(String.format(
                Locale.ROOT,
                "segment set %s, %,d customers",
                set.header().version(),
                set.header().customers()));
        return true;
    }

    private void needOpened() {
        if (isClosed || !opening.isDone()) {
            throw ControlRefusal.unavailable(
                    "SEGMENTS_OPENING",
                    "The tenant's segment set is still being opened, or closed; try again shortly.");
        }
    }
}
