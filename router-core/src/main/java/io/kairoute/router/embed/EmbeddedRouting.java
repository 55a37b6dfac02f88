package io.kairoute.router.embed;

import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.compile.Bindings;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.live.QueueOverride;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.live.Switches;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.CustomerErasure;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.SegmentOpening;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import io.kairoute.router.table.Problem;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.check.TableLoader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
 * <p>Single writer: the thread that opened it publishes, declares, switches, reports and erases; routers on other threads see that by
 * their next contact.
 */
public final class EmbeddedRouting implements AutoCloseable {
    /** Tables that pinned contacts may still need, the newest among them. */
    public static final int KEPT_REVISIONS = 16;

    private final DataDirectory directory;
    private final KeyHasher hasher;
    private final InstantSource clock;
    private final TenantDirectory tenants = new TenantDirectory(List.of(TenantDirectory.DEFAULT_TENANT));
    private final QueueStates states = new QueueStates();
    private final Bindings bindings = new Bindings();
    private final List<String> notes;
    private final SegmentSets sets;
    private final @Nullable OpenSegmentSet segments;
    private InForce inForce;

    private EmbeddedRouting(final DataDirectory directory, final TableDefinition table, final InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
        final TenantFolder folder = directory.tenant(TenantDirectory.DEFAULT_TENANT);
        hasher = TenantSecret.open(folder).hasher();
        inForce = new InForce(
                List.of(CompiledRevision.of(1, table, Horizon.around(clock.millis()))),
                List.of(),
                List.of(),
                Switches.NONE);
        sets = new SegmentSets(folder, hasher, clock);
        final SegmentOpening opening = sets.openActive();
        segments = opening.set();
        notes = Stream.concat(directory.notes().stream(), opening.notes().stream())
                .toList();
    }

    /**
     * Opens a table and a data directory, which is made when it is missing and then owned until {@link #close}.
     *
     * @throws IllegalArgumentException when the table has errors; the message lists them
     * @throws io.kairoute.router.store.StoreException when the directory cannot be used; it is nobody's then
     */
    public static EmbeddedRouting open(final Path tableFile, final Path dataDirectory, final InstantSource clock) {
        final TableDefinition table = load(tableFile, clock);
        final DataDirectory directory = DataDirectory.open(dataDirectory, "embedded routing", clock);
        EmbeddedRouting opened = null;
        boolean isPublished = false;
        try {
            opened = new EmbeddedRouting(directory, table, clock);
            opened.publish(opened.inForce);
            isPublished = true;
            return opened;
        } finally {
            if (!isPublished) {
                letGo(directory, opened);
            }
        }
    }

    // Without the mark of a clean end: nobody looked at all of it.
    private static void letGo(final DataDirectory directory, final @Nullable EmbeddedRouting opened) {
        try {
            if (opened != null && opened.segments != null) {
                opened.segments.close();
            }
        } finally {
            directory.letGo();
        }
    }

    private static TableDefinition load(final Path tableFile, final InstantSource clock) {
        final TableReport report = TableLoader.load(tableFile, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        final TableDefinition table = report.table();
        if (table == null) {
            throw new IllegalArgumentException(String.join(
                    System.lineSeparator(),
                    report.problems().stream()
                            .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                            .map(problem -> problem.toLine(tableFile.toString()))
                            .toList()));
        }
        return table;
    }

    /** Makes a router; one per thread. */
    public ContactRouter newRouter() {
        return new ContactRouter(tenants, clock);
    }

    /** What was found, recovered or cleared away on opening, in sentences for a person. */
    public List<String> notes() {
        return notes;
    }

    /**
     * Replaces the table by another file's. Those before stay for contacts that were decided by them and come again, up to
     * {@link #KEPT_REVISIONS} with this one.
     *
     * @throws IllegalArgumentException when it has errors; the table before stays
     */
    public void publish(final Path tableFile) {
        final TableDefinition table = load(tableFile, clock);
        final List<CompiledRevision> revisions = new ArrayList<>(inForce.revisions());
        revisions.add(CompiledRevision.of(inForce.newest().number() + 1, table, Horizon.around(clock.millis())));
        if (revisions.size() > KEPT_REVISIONS) {
            revisions.remove(0);
        }
        publish(new InForce(revisions, inForce.liveOccasions(), inForce.overrides(), inForce.switches()));
    }

    /**
     * Declares everything that is live now, in place of what was declared before.
     *
     * @throws IllegalArgumentException when something of it cannot be; what was declared before stays
     */
    public void declare(final List<LiveOccasion> occasions, final List<QueueOverride> held) {
        publish(new InForce(inForce.revisions(), occasions, held, inForce.switches()));
    }

    /** Switches stage two and experiments off until a time, or on again, in place of what was switched before. */
    public void switchOff(final Switches off) {
        publish(new InForce(inForce.revisions(), inForce.liveOccasions(), inForce.overrides(), off));
    }

    /**
     * Takes a queue's newest state, which counts from the next contact on.
     *
     * @return false where no table that is kept names the queue
     */
    public boolean report(final QueueState state) {
        return states.knows(state.queue()) && states.report(state);
    }

    /**
     * Forgets a customer for good, in every set that is kept: routers find nobody by any of the customer's keys from their next
     * contact on. Reads each set as a whole. What the host keeps elsewhere, such as decisions that it logged, it erases itself.
     *
     * @param customerKey any key of the customer, as contacts carry it, such as {@code crm:4711}
     * @return how many entries were erased, each key in each set counted; 0 where nobody is known by the key
     * @throws io.kairoute.router.store.StoreException when the key is an account's, which finds one of its customers, or a set
     *     cannot be read or written; it may be repeated then
     */
    public int erase(final String customerKey) {
        return new CustomerErasure(sets, segments).erase(KeyHash.of(hasher, customerKey));
    }

    // What cannot be built is not in force, and nothing of it stays.
    private void publish(final InForce next) {
        tenants.holder(0)
                .publish(new SnapshotBuilder(TenantDirectory.DEFAULT_TENANT, hasher, next.newest())
                        .carryingOver(bindings)
                        .kept(next.revisions())
                        .segments(segments == null ? null : new ReadableSet(segments.store(), segments.header()))
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

    /** Closes the segment set and gives the directory back; no router may be used any more. */
    @Override
    public void close() {
        if (segments != null) {
            segments.close();
        }
        directory.close();
    }
}
