package io.kairoute.router.embed;

import io.kairoute.router.Limits;
import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.compile.Bindings;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.decide.DecisionSink;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.live.QueueOverride;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.live.Switches;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.RetiredSets;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.SegmentSetWriter;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.StoreException;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's routing, opened inside a host: a table file and a data directory.
 *
 * <p>It sets nothing for the whole process. Customers who find no room in the read index, or have none, are looked up in the
 * set's file, where Chronicle Map waits for a stuck lock: a minute, unless the host sets the system property
 * {@code net.openhft.chronicle.map.lockTimeoutSeconds} before it loads Chronicle. A host that routes on event loops sets it to 1.
 *
 * <p>Single writer: the thread that opened it publishes, declares, switches, reports, serves sets and erases; routers on other threads
 * see that by their next contact. Once it is closed every call of it and of its routers is an IllegalStateException.
 */
public final class EmbeddedRouting implements AutoCloseable {
    /** Tables that pinned contacts may still need, the newest among them. */
    public static final int KEPT_REVISIONS = Limits.KEPT_REVISIONS;

    private final DataDirectory directory;
    private final TenantFolder folder;
    private final KeyHasher hasher;
    private final InstantSource clock;
    private final TenantDirectory tenants = new TenantDirectory(List.of(TenantDirectory.DEFAULT_TENANT));
    private final QueueStates states = new QueueStates();
    private final Bindings bindings = new Bindings();
    private final OpenState state = new OpenState();
    private final EmbeddedSegments segments;
    private InForce inForce;
    private Published published;

    private EmbeddedRouting(final DataDirectory directory, final TableFile file, final InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
        folder = directory.tenant(TenantDirectory.DEFAULT_TENANT);
        hasher = TenantSecret.open(folder).hasher();
        inForce = new InForce(List.of(compiled(file)), List.of(), List.of(), Switches.NONE);
        published = new Published(inForce.newest().number(), file.warnings());
        segments = new EmbeddedSegments(new SegmentSets(folder, hasher, clock), RetiredSets.AFTER_GRACE);
    }

    /**
     * Opens a table and a data directory, which is made when it is missing and then owned until {@link #close}.
     *
     * @param options what the host accepts
     * @throws RefusedTableException when the table has errors
     * @throws io.kairoute.router.store.StoreException when the directory cannot be used, or a node left corrections in it that the
     *     host does not do without; it is nobody's then
     * @throws IllegalArgumentException when the clock is in none of the years 1970 to 2100
     * @throws IllegalStateException when the JVM lacks flags; the message lists them
     */
    public static EmbeddedRouting open(
            final Path tableFile, final Path dataDirectory, final InstantSource clock, final OpeningOption... options) {
        JvmFlags.check();
        LiveInput.clock(clock.millis());
        final TableFile table = TableFile.load(tableFile, clock);
        final DataDirectory directory = DataDirectory.open(dataDirectory, "embedded routing", clock);
        EmbeddedRouting opened = null;
        boolean isPublished = false;
        try {
            if (!List.of(options).contains(OpeningOption.WITHOUT_CORRECTIONS)) {
                refuseCorrections(directory.tenant(TenantDirectory.DEFAULT_TENANT));
            }
            opened = new EmbeddedRouting(directory, table, clock);
            opened.publish(opened.inForce, opened.segments.readable());
            isPublished = true;
            return opened;
        } finally {
            if (!isPublished) {
                letGo(directory, opened);
            }
        }
    }

    private static void refuseCorrections(final TenantFolder folder) {
        if (Files.exists(folder.corrections())) {
            throw StoreException.refused("a node corrected single customers in " + folder.corrections()
                    + ", withdrawn consent among it, which embedded routing does not read: import a segment set that is newer than"
                    + " the corrections and then remove that file, or open with " + OpeningOption.WITHOUT_CORRECTIONS);
        }
    }

    // With the mark of a clean end only where nothing of the directory was opened.
    private static void letGo(final DataDirectory directory, final @Nullable EmbeddedRouting opened) {
        if (opened == null && directory.wasCleanlyClosed()) {
            directory.close();
            return;
        }
        try {
            if (opened != null) {
                opened.segments.close();
            }
        } finally {
            directory.letGo();
        }
    }

    /** Makes a router; one per thread. */
    public ContactRouter newRouter() {
        return newRouter(null);
    }

    /**
     * Makes a router whose decisions are taken down; one per thread.
     *
     * @param sink takes each on the router's thread, dry runs apart, such as a {@link io.kairoute.router.log.DecisionRecorder}; null
     *     for nobody
     */
    public ContactRouter newRouter(final @Nullable DecisionSink sink) {
        state.check();
        return new ContactRouter(tenants, clock, state, sink);
    }

    /** What was found, recovered or cleared away on opening, in sentences for a person. */
    public List<String> notes() {
        state.check();
        return Stream.concat(directory.notes().stream(), segments.notes().stream())
                .toList();
    }

    /** The table in force. */
    public Published published() {
        state.check();
        return published;
    }

    /**
     * Replaces the table by another file's. Those before stay for contacts that were decided by them and come again, up to
     * {@link #KEPT_REVISIONS} with this one. The same table again is the same revision. What is live or held stays so; where the new
     * table does not have its occasion or queue, it does nothing, and a warning says so.
     *
     * @throws RefusedTableException when it has errors; the table before stays
     */
    public Published publish(final Path tableFile) {
        state.checkWriter("publish");
        final TableFile file = TableFile.load(tableFile, clock);
        final CompiledRevision newest = compiled(file);
        final List<CompiledRevision> revisions = new ArrayList<>(inForce.revisions());
        revisions.removeIf(revision -> revision.number() == newest.number());
        revisions.add(newest);
        if (revisions.size() > KEPT_REVISIONS) {
            revisions.remove(0);
        }
        publish(new InForce(revisions, inForce.liveOccasions(), inForce.overrides(), inForce.switches()));
        final List<String> warnings = new ArrayList<>(file.warnings());
        warnings.addAll(new LiveInput(file.table()).without(inForce.liveOccasions(), inForce.overrides()));
        published = new Published(newest.number(), warnings);
        return published;
    }

    private CompiledRevision compiled(final TableFile file) {
        return CompiledRevision.of(file.revision(), file.table(), Horizon.around(clock.millis()));
    }

    /**
     * Declares everything that is live now, in place of what was declared before. Regions and channels may be in small letters.
     *
     * @throws IllegalArgumentException when something of it cannot be; what was declared before stays
     */
    public void declare(final List<LiveOccasion> occasions, final List<QueueOverride> held) {
        state.checkWriter("declare");
        final LiveInput input = new LiveInput(inForce.newest().definition());
        publish(new InForce(
                inForce.revisions(), input.occasions(occasions), input.overrides(held), inForce.switches()));
    }

    /**
     * Switches stage two and experiments off until a time, or on again, in place of what was switched before.
     *
     * @throws IllegalArgumentException when a time is none of the years 1970 to 2100; what was switched before stays
     */
    public void switchOff(final Switches off) {
        state.checkWriter("switchOff");
        publish(new InForce(
                inForce.revisions(), inForce.liveOccasions(), inForce.overrides(), LiveInput.switches(off)));
    }

    /**
     * Takes a queue's newest state, which counts from the next contact on.
     *
     * @return false where no table that is kept names the queue, or a state of a later time was taken before
     * @throws IllegalArgumentException when a figure of it cannot be, or it is of a time more than a minute ahead of the clock
     */
    public boolean report(final QueueState reported) {
        state.checkWriter("report");
        final QueueState checked = LiveInput.state(reported, clock.millis());
        return states.knows(checked.queue()) && !states.hasNewer(checked) && states.report(checked);
    }

    /**
     * The hash that a segment set holds in the place of a typed key, such as {@code crm:4711}.
     *
     * @throws IllegalArgumentException when it has no type before it, or takes more than {@link Limits#STRING_BYTES}: no contact is
     *     found by such a key
     */
    public KeyHash hash(final String typedKey) {
        state.check();
        return KeyHash.of(hasher, LiveInput.key(typedKey));
    }

    /** The complete segment sets, the newest first. */
    public List<SegmentSetManifest> segmentSets() {
        state.check();
        return segments.sets().manifests();
    }

    /**
     * Begins to load one more segment set, while customers are looked up in the one that is served; closing the writer, or this
     * routing, before it is finished removes what there is of it. One set at a time is loaded.
     *
     * @param countedKeys how many keys it is to hold, alternate and account keys counted
     * @throws io.kairoute.router.store.StoreException when one is being loaded already, or there is no room for it
     */
    public SegmentSetWriter beginSegmentSet(final long countedKeys) {
        state.checkWriter("beginSegmentSet");
        return segments.sets().begin(countedKeys);
    }

    /**
     * Looks customers up in another complete segment set, from the next contact on and at every later opening. A decision that is
     * being made ends by the set that it began with, which is closed ten seconds later.
     *
     * @param number the set's number, as its manifest tells it
     * @return what was found, in sentences for a person
     * @throws io.kairoute.router.store.StoreException when it cannot be served; the set before stays
     */
    public List<String> serve(final int number) {
        state.checkWriter("serve");
        return segments.serve(number, set -> publish(inForce, set));
    }

    /**
     * Whether customers can be looked up: false while the active set cannot be read, or its store is down, and once this is closed.
     * Any thread may ask.
     */
    public boolean isSegmentSetAnswering() {
        return !state.isClosed() && segments.isAnswering();
    }

    /**
     * Forgets a customer for good, in every set that is kept: routers find nobody by any of the customer's keys from their next
     * contact on. Reads each set as a whole. What the host keeps elsewhere, such as decisions that it logged, it erases itself.
     *
     * @param customerKey any key of the customer, as contacts carry it, such as {@code crm:4711}
     * @return how many entries were erased, each key in each set counted; 0 where nobody is known by the key
     * @throws io.kairoute.router.store.StoreException when the key is an account's, which finds one of its customers, a set
     *     cannot be read or written, in which case it may be repeated, a set is being loaded, or a node's corrections, which stay,
     *     may hold the customer
     * @throws IllegalArgumentException when the key has no type before it
     */
    public int erase(final String customerKey) {
        state.checkWriter("erase");
        if (Files.exists(folder.corrections())) {
            throw StoreException.refused("a node's corrections in " + folder.corrections()
                    + " may hold the customer, and stay: erase customers of this directory by the node");
        }
        return segments.erase(KeyHash.of(hasher, LiveInput.key(customerKey)));
    }

    private void publish(final InForce next) {
        publish(next, segments.readable());
    }

    // What cannot be built is not in force, and nothing of it stays.
    private void publish(final InForce next, final @Nullable ReadableSet readable) {
        tenants.holder(0)
                .publish(new SnapshotBuilder(TenantDirectory.DEFAULT_TENANT, hasher, next.newest())
                        .carryingOver(bindings)
                        .kept(next.revisions())
                        .segments(readable)
                        .liveOccasions(next.liveOccasions())
                        .overrides(next.overrides())
                        .switches(next.switches())
                        .queueStates(states)
                        .build());
        inForce = next;
    }

    /** What a snapshot is made of. Immutable. */
    private record InForce(
            List<CompiledRevision> revisions,
            List<LiveOccasion> liveOccasions,
            List<QueueOverride> overrides,
            Switches switches) {
        InForce {
            revisions = List.copyOf(revisions);
            liveOccasions = List.copyOf(liveOccasions);
            overrides = List.copyOf(overrides);
        }

        CompiledRevision newest() {
            return revisions.get(revisions.size() - 1);
        }
    }

    /**
     * Closes the segment set and gives the directory back, also on a thread that is interrupted, which stays so. No router may be
     * at a decision meanwhile.
     */
    @Override
    public void close() {
        if (!state.close()) {
            return;
        }
        // An interrupted thread cannot write to a file: the directory would not be marked as closed.
        final boolean wasInterrupted = Thread.interrupted();
        tenants.holder(0).clear();
        boolean isClosed = false;
        try {
            segments.close();
            isClosed = true;
        } finally {
            try {
                if (isClosed) {
                    directory.close();
                } else {
                    directory.letGo();
                }
            } finally {
                if (wasInterrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
