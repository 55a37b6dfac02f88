package io.kairoute.bench.micro;

import io.kairoute.bench.gateway.Statistics;
import io.kairoute.bench.subject.Contacts;
import io.kairoute.bench.subject.Customers;
import io.kairoute.bench.subject.Subject;
import io.kairoute.router.Limits;
import io.kairoute.router.compile.Bindings;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.decide.Router;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.check.TableLoader;
import io.kairoute.routing.v1.RouteRequest;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What many tenants with a small table each take and cost.
 *
 * @param compiledBytes heap of a tenant's compiled tables: the newest and {@link #KEPT} that are kept for pinned contacts
 * @param boundBytes heap of what binds them to the live state
 * @param liveChangeNs to declare one occasion and publish the snapshot, the median
 * @param aloneNs a decision of the one tenant that there is, the middle block
 * @param amongNs a decision of one of all tenants, at random, the middle block
 */
public record TenantFigures(
        double compiledBytes, double boundBytes, double liveChangeNs, double aloneNs, double amongNs) {
    private static final String SMALL_TABLE = """
            table: small
            format: 1
            defaults:
              occasion: general
              tier: standard
              treatment: {queue: desk, script: hello, priority: 40, sla: 60s, effort: 3}
              when_ambiguous: {queue: desk, script: hello, priority: 45}
            occasions:
              - {id: general, name: G, job: Get this done, owner: me, clear_at: 0.8, ambiguous_at: 0.5, margin: 0.05,
                 tunable: [priority], treatment: {queue: desk, priority: 48}, metrics: [m]}
              - {id: outage, name: O, job: Get this done, owner: me, clear_at: 0.8, ambiguous_at: 0.5, margin: 0.05,
                 tunable: [priority], treatment: {queue: desk, priority: 60}, metrics: [m]}
            signals:
              - {id: s1, when: {intent: [no_internet]}, occasion: outage, confidence: 0.95}
            tiers:
              - {id: gold, name: G, definition: all, owner: me, cadence: weekly, version: 1,
                 treatment: {effort: 5}, success: {metric: m, target: 0.5}}
              - {id: standard, name: S, definition: all, owner: me, cadence: weekly, version: 1,
                 treatment: {effort: 3}, success: {metric: m, target: 0.5}}
            tuning:
              - {id: t1, when: {tier: [gold]}, set: {priority: 70}}
            queues:
              - {id: desk, name: D, refs: {sip: "sip:desk@acd.example"}}
            scripts:
              - {id: hello, name: H, version: 1, default: en, languages: {en: hello}}
            metrics: [{id: m, lens: occasion, unit: seconds, window: contact, owner: me}]
            """;
    private static final long NOW_MS = Subject.NOW.toEpochMilli();
    private static final int CONTACTS = 1 << 16;
    private static final int KEPT = 16;
    private static final int CHANGES = 20_000;
    private static final int BLOCK = 256;
    private static final int ROUNDS = 4_000;
    private static final long SEED = 20_261_130;

    /** Measures with so many tenants, up to {@link Limits#TENANTS}. */
    public static TenantFigures measure(final int tenants) {
        final TableDefinition table = table();
        final SplittableRandom random = new SplittableRandom(SEED);
        final long empty = heap();
        final List<List<CompiledRevision>> revisions = IntStream.range(0, tenants)
                .mapToObj(tenant -> IntStream.rangeClosed(0, KEPT)
                        .mapToObj(older -> CompiledRevision.of(KEPT + 1 - older, table, Horizon.around(NOW_MS)))
                        .toList())
                .toList();
        final long compiled = heap();
        final Fleet fleet = new Fleet(revisions);
        final long bound = heap();
        final Fleet alone = new Fleet(revisions.subList(0, 1));
        final double liveChangeNs = fleet.liveChangeNs(random);
        final Contacts ofAll = fleet.contacts(random);
        final Contacts ofOne = alone.contacts(random);
        final List<Double> aloneNs = new ArrayList<>();
        final List<Double> amongNs = new ArrayList<>();
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            final double one = alone.block(ofOne);
            final double all = fleet.block(ofAll);
            if (round >= 0) {
                aloneNs.add(one);
                amongNs.add(all);
            }
        }
        return new TenantFigures(
                (compiled - empty) / (double) tenants,
                (bound - compiled) / (double) tenants,
                liveChangeNs,
                Statistics.median(aloneNs),
                Statistics.median(amongNs));
    }

    private static TableDefinition table() {
        return Objects.requireNonNull(
                TableLoader.load(
                                SMALL_TABLE.getBytes(StandardCharsets.UTF_8),
                                LocalDate.ofInstant(Subject.NOW, ZoneOffset.UTC))
                        .table(),
                "the small table has errors");
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Tenants with a router over them. Thread-confined: owned by the measurement. */
    private static final class Fleet {
        private final KeyHasher hasher = new KeyHasher(new byte[KeyHasher.SECRET_BYTES]);
        private final List<List<CompiledRevision>> revisions;
        private final List<Bindings> bindings;
        private final TenantDirectory directory;
        private final Router router;
        private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);

        Fleet(final List<List<CompiledRevision>> revisions) {
            this.revisions = revisions;
            bindings = revisions.stream().map(revision -> new Bindings()).toList();
            directory = new TenantDirectory(
                    IntStream.range(0, revisions.size()).mapToObj(Fleet::id).toList());
            router = new Router(directory, false);
            for (int tenant = 0; tenant < revisions.size(); tenant++) {
                publish(tenant, List.of());
            }
        }

        private static String id(final int tenant) {
            return "tenant-" + tenant;
        }

        private void publish(final int tenant, final List<LiveOccasion> live) {
            final List<CompiledRevision> tables = revisions.get(tenant);
            directory
                    .holder(tenant)
                    .publish(new SnapshotBuilder(id(tenant), hasher, tables.get(0))
                            .kept(tables)
                            .liveOccasions(live)
                            .carryingOver(bindings.get(tenant))
                            .build());
        }

        double liveChangeNs(final SplittableRandom random) {
            final List<Double> took = new ArrayList<>();
            for (int change = 0; change < CHANGES; change++) {
                final int tenant = random.nextInt(revisions.size());
                final List<LiveOccasion> live = List.of(new LiveOccasion(
                        "storm-" + change,
                        "outage",
                        10_000,
                        List.of("US-PA"),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        NOW_MS,
                        NOW_MS + CHANGES));
                final long start = System.nanoTime();
                publish(tenant, live);
                if (change >= CHANGES / 2) {
                    took.add((double) (System.nanoTime() - start));
                }
            }
            return Statistics.median(took);
        }

        Contacts contacts(final SplittableRandom random) {
            return Contacts.of(CONTACTS, contact -> RouteRequest.newBuilder()
                    .setContactId("call-" + contact)
                    .setTenantId(id(random.nextInt(revisions.size())))
                    .setChannel("VOICE")
                    .setCustomerKey(Customers.key(contact))
                    .setIntent("no_internet")
                    .setIntentConfidence(1)
                    .setRegion("US-FL")
                    .build());
        }

        double block(final Contacts contacts) {
            final long start = System.nanoTime();
            for (int i = 0; i < BLOCK; i++) {
                contacts.next();
                final int status = router.route(
                        contacts.buffer(),
                        contacts.offset(),
                        contacts.length(),
                        Router.ANY_TENANT,
                        NOW_MS,
                        response,
                        0);
                if (status < 0) {
                    throw new IllegalStateException("status=" + status);
                }
            }
            return (System.nanoTime() - start) / (double) BLOCK;
        }
    }
}
