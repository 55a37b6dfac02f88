package io.kairoute.gateway;

import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.decision.Offer;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.table.DefaultsDefinition;
import io.kairoute.router.table.InFlight;
import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.ScriptDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** A small table to route with: the default occasion, and an outage that a hint names. */
public final class TestTables {
    /** The queue reference of the outage desk on the platform "connect": hard to escape, on purpose. */
    public static final String HOSTILE_REF = "arn:aws<&>\"'${x};=%,é";

    private TestTables() {}

    /** The tenants given, each serving the table's first revision. */
    public static TenantDirectory tenants(final String... ids) {
        final TenantDirectory tenants = new TenantDirectory(List.of(ids));
        for (int ordinal = 0; ordinal < ids.length; ordinal++) {
            tenants.holder(ordinal).publish(snapshot(ids[ordinal], 1));
        }
        return tenants;
    }

    /** One tenant, {@code default}, each of whose keyed contacts costs its event loop so much time. */
    public static TenantDirectory stalling(final long stallNs) {
        return looking(new StallingLookup(stallNs));
    }

    /** One tenant, {@code default}; somebody is told of each key of a contact as it is looked up. */
    public static TenantDirectory noticing(final Runnable told) {
        return looking(new NoticingLookup(told));
    }

    private static TenantDirectory looking(final SegmentLookup lookup) {
        final TenantDirectory tenants = new TenantDirectory(List.of(TenantDirectory.DEFAULT_TENANT));
        tenants.holder(0).publish(snapshot(TenantDirectory.DEFAULT_TENANT, lookup));
        return tenants;
    }

    /** The first snapshot of the table, whose keyed contacts are looked up so; keys are hashed with a secret of zeros. */
    public static Snapshot snapshot(final String tenant, final SegmentLookup lookup) {
        return snapshot(tenant, lookup, "test");
    }

    /** The first snapshot of the table, over a segment set of this name that knows nobody. */
    public static Snapshot withSet(final String tenant, final String set) {
        return snapshot(tenant, new NoticingLookup(() -> {}), set);
    }

    private static Snapshot snapshot(final String tenant, final SegmentLookup lookup, final String set) {
        return new SnapshotBuilder(
                        tenant,
                        new KeyHasher(new byte[KeyHasher.SECRET_BYTES]),
                        CompiledRevision.of(1, table(), Horizon.around(0)))
                .segments(new ReadableSet(lookup, new SegmentSetHeader(set, 0, 0, 0, Map.of())))
                .build();
    }

    /** Knows nobody, and tells of each question. */
    private record NoticingLookup(Runnable told) implements SegmentLookup {
        @Override
        public int profile(final SegmentKey key, final ProfileFlyweight into) {
            told.run();
            return MISSING;
        }

        @Override
        public boolean isAvailable() {
            return true;
        }
    }

    /** Knows nobody, and takes its time to say so. */
    private record StallingLookup(long stallNs) implements SegmentLookup {
        @Override
        public int profile(final SegmentKey key, final ProfileFlyweight into) {
            // Asleep and not awake, so that what is short is the event loop's time and not the machine's.
            final long untilNs = System.nanoTime() + stallNs;
            for (long restNs = stallNs; restNs > 0; restNs = untilNs - System.nanoTime()) {
                LockSupport.parkNanos(restNs);
            }
            return MISSING;
        }

        @Override
        public boolean isAvailable() {
            return true;
        }
    }

    /** One snapshot of the table. */
    public static Snapshot snapshot(final String tenant, final long revision) {
        final CompiledRevision compiled = CompiledRevision.of(revision, table(), Horizon.around(0));
        return new SnapshotBuilder(tenant, new KeyHasher(new byte[KeyHasher.SECRET_BYTES]), compiled).build();
    }

    private static TableDefinition table() {
        return new TableDefinition(
                "test",
                TableDefinition.FORMAT,
                new DefaultsDefinition(
                        "general",
                        "standard",
                        treatment("general", 40, 60_000L),
                        TreatmentDefinition.NONE,
                        TreatmentDefinition.NONE,
                        ZoneOffset.UTC,
                        null,
                        false),
                List.of(
                        occasion("outage", treatment("outage-desk", 70, 30_000L)),
                        occasion("general", TreatmentDefinition.NONE)),
                List.of(),
                List.of(tier()),
                List.of(),
                List.of(),
                List.of(queue("general", Map.of()), queue("outage-desk", Map.of("connect", HOSTILE_REF))),
                List.of(),
                List.of(new ScriptDefinition("help", "Help", 1, null, "en", Map.of("en", "en", "es", "es"))),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
    }

    private static TreatmentDefinition treatment(final String queue, final int priority, final long slaMs) {
        return new TreatmentDefinition(
                queue,
                "help",
                priority,
                slaMs,
                null,
                Offer.NONE,
                List.of(new LadderStepDefinition(60_000L, "general", 80, null, null)),
                null,
                null,
                3,
                null,
                InFlight.FOLLOW);
    }

    private static OccasionDefinition occasion(final String id, final TreatmentDefinition treatment) {
        return new OccasionDefinition(
                id,
                id,
                "Get me back online",
                "care",
                null,
                null,
                8_000,
                5_000,
                0,
                Set.of(),
                treatment,
                TreatmentDefinition.NONE,
                null,
                null,
                null,
                List.of(),
                List.of("ttr"),
                null,
                null);
    }

    private static TierDefinition tier() {
        return new TierDefinition(
                "standard",
                "Standard",
                "all",
                "crm",
                "monthly",
                1,
                "retention",
                9_000,
                null,
                TierDefinition.CapsDefinition.NONE,
                TreatmentDefinition.NONE,
                null,
                null);
    }

    private static QueueDefinition queue(final String id, final Map<String, String> refs) {
        return new QueueDefinition(
                id,
                id,
                QueueDefinition.ALWAYS,
                List.of(),
                null,
                null,
                null,
                QueueDefinition.DEFAULT_FRESH_FOR_MS,
                refs);
    }
}
