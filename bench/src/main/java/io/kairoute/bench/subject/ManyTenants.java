package io.kairoute.bench.subject;

import io.kairoute.router.Limits;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.decide.Router;
import io.kairoute.router.snapshot.TenantDirectory;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A router over so many tenants, each with a table of a hundred rules of each kind.
 *
 * <p>Contacts name one tenant after the other, at random. Thread-confined: owned by its benchmark.
 */
public final class ManyTenants {
    private static final int CONTACTS = 1 << 16;
    private static final int RULES = 100;
    private static final long SEED = 20_261_121;
    private static final long NOW_MS = Subject.NOW.toEpochMilli();

    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
    private final Router router;
    private final Contacts contacts;

    private ManyTenants(
            final int tenants,
            final Supplier<CompiledRevision> tables,
            final CustomerSet customers,
            final int customerCount) {
        final List<String> ids = IntStream.range(0, tenants)
                .mapToObj(tenant -> "tenant-" + tenant)
                .toList();
        final TenantDirectory directory = new TenantDirectory(ids);
        for (int tenant = 0; tenant < tenants; tenant++) {
            directory
                    .holder(tenant)
                    .publish(new SnapshotBuilder(ids.get(tenant), customers.hasher(), tables.get())
                            .segments(new ReadableSet(
                                    customers.set().store(), customers.set().header()))
                            .build());
        }
        router = new Router(directory, false);
        final SplittableRandom random = new SplittableRandom(SEED);
        contacts = Contacts.of(
                CONTACTS,
                id ->
                        Contacts.request(Scenario.HIT, id, random.nextInt(customerCount), random.nextInt(RULES))
                                .toBuilder()
                                .setTenantId(ids.get(random.nextInt(tenants)))
                                .build());
    }

    /** Compiles a table for each tenant; the customers stay their owner's. */
    public static ManyTenants withTablesOfTheirOwn(
            final int tenants, final CustomerSet customers, final int customerCount) {
        return new ManyTenants(tenants, ManyTenants::table, customers, customerCount);
    }

    /** Compiles one table that all tenants share, which tells the cost of the tenants from that of the tables. */
    public static ManyTenants withOneTable(final int tenants, final CustomerSet customers, final int customerCount) {
        final CompiledRevision table = table();
        return new ManyTenants(tenants, () -> table, customers, customerCount);
    }

    private static CompiledRevision table() {
        return CompiledRevision.of(1, BenchTable.of(RULES), Horizon.around(NOW_MS));
    }

    /** Routes the next contact; the result is {@link Router#route}'s. */
    public int route() {
        contacts.next();
        return router.route(
                contacts.buffer(), contacts.offset(), contacts.length(), Router.ANY_TENANT, NOW_MS, response, 0);
    }
}
