package io.kairoute.router.compile;

import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.snapshot.Snapshot;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Prints what many tenants with a small table each take: heap for tables and for snapshots, and the time of a live change.
 *
 * <p>Arguments: tenants (1,024), kept revisions of each (16), queues of each table (1).
 */
public final class TenantTimes {
    private static final KeyHasher HASHER = new KeyHasher(new byte[KeyHasher.SECRET_BYTES]);
    private static final int CHANGES = 20_000;

    private final List<List<CompiledRevision>> tables = new ArrayList<>();
    private final List<QueueStates> states = new ArrayList<>();
    private final List<Bindings> bindings = new ArrayList<>();
    private final List<Snapshot> snapshots = new ArrayList<>();

    private TenantTimes() {}

    /** Runs. */
    public static void main(final String[] args) {
        new TenantTimes().run(argument(args, 0, 1_024), argument(args, 1, 16), argument(args, 2, 1));
    }

    private static int argument(final String[] args, final int index, final int absent) {
        return args.length > index ? Integer.parseInt(args[index]) : absent;
    }

    private void run(final int tenants, final int kept, final int queues) {
        final long empty = heapBytes();
        for (int tenant = 0; tenant < tenants; tenant++) {
            final List<CompiledRevision> revisions = new ArrayList<>();
            for (int revision = 1; revision <= kept; revision++) {
                final List<String> names = new ArrayList<>();
                for (int queue = 0; queue < queues; queue++) {
                    names.add("queue-" + tenant + "-" + queue);
                }
                revisions.add(SmallTables.of(revision, names));
            }
            tables.add(revisions);
            states.add(new QueueStates());
            bindings.add(new Bindings());
        }
        final long compiled = heapBytes();
        for (int tenant = 0; tenant < tenants; tenant++) {
            snapshots.add(build(tenant, List.of()));
        }
        final long built = heapBytes();
        System.out.printf(
                "tenants=%d kept=%d queues=%d: tables %,d bytes a tenant, snapshots %,d bytes a tenant, heap %,d MiB%n",
                tenants, kept, queues, (compiled - empty) / tenants, (built - compiled) / tenants, built >> 20);
        final long[] ns = new long[CHANGES];
        for (int change = 0; change < 2 * CHANGES; change++) {
            final int tenant = change * 31 % tenants;
            final LiveOccasion storm = new LiveOccasion(
                    "storm-" + change,
                    "general",
                    10_000,
                    List.of("US-PA"),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    1,
                    2);
            final long start = System.nanoTime();
            snapshots.set(tenant, build(tenant, List.of(storm)));
            ns[change % CHANGES] = System.nanoTime() - start;
        }
        Arrays.sort(ns);
        final long changed;
        try {
            changed = heapBytes();
        } finally {
            // Otherwise all of it may be collected before it is weighed.
            Reference.reachabilityFence(this);
        }
        System.out.printf(
                "a live change: median %,d us, p99 %,d us; snapshots with one live occasion %,d bytes a tenant%n",
                ns[CHANGES / 2] / 1_000, ns[CHANGES * 99 / 100] / 1_000, (changed - compiled) / tenants);
    }

    private Snapshot build(final int tenant, final List<LiveOccasion> live) {
        final List<CompiledRevision> revisions = tables.get(tenant);
        return new SnapshotBuilder("tenant-" + tenant, HASHER, revisions.get(revisions.size() - 1))
                .kept(revisions)
                .liveOccasions(live)
                .queueStates(states.get(tenant))
                .carryingOver(bindings.get(tenant))
                .build();
    }

    private static long heapBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        final MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return heap.getUsed();
    }
}
