package io.kairoute.bench.subject;

import io.kairoute.router.Limits;
import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.decide.Router;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.table.TableDefinition;
import java.time.Instant;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Everything that a whole decision needs: a table of so many rules, a set of so many customers, and a router over both.
 *
 * <p>Thread-confined: owned by its benchmark.
 */
public final class Subject implements AutoCloseable {
    /** The instant at which every measured decision is made. */
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static final int FULL = 20;

    private final CustomerSet customers;
    private final TableDefinition definition;
    private final TenantDirectory tenants = new TenantDirectory(List.of(TenantDirectory.DEFAULT_TENANT));
    private final QueueStates states = new QueueStates();
    private final Router router = new Router(tenants, false);
    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
    private long revision;

    /** Compiles the table and publishes it over the set, which is then owned. */
    public Subject(final int rules, final CustomerSet customers) {
        this.customers = customers;
        definition = BenchTable.of(rules);
        states.report(new QueueState("q" + BenchTable.OVERFLOW, NOW.toEpochMilli(), 0, FULL, 0));
        publish();
    }

    /** Compiles the table again and publishes it as the next revision. */
    public void publish() {
        revision++;
        tenants.holder(0).publish(snapshot(revision));
    }

    private Snapshot snapshot(final long number) {
        return new SnapshotBuilder(
                        TenantDirectory.DEFAULT_TENANT,
                        customers.hasher(),
                        CompiledRevision.of(number, definition, Horizon.around(NOW.toEpochMilli())))
                .segments(readableSet())
                .queueStates(states)
                .build();
    }

    /** The customers as a snapshot reads them. */
    public ReadableSet readableSet() {
        return new ReadableSet(customers.set().store(), customers.set().header());
    }

    /** Routes the contact that is current; the result is {@link Router#route}'s. */
    public int route(final Contacts contacts) {
        return router.route(
                contacts.buffer(),
                contacts.offset(),
                contacts.length(),
                Router.ANY_TENANT,
                NOW.toEpochMilli(),
                response,
                0);
    }

    /** The router. */
    public Router router() {
        return router;
    }

    /** What the router reads its snapshots from. */
    public TenantDirectory tenants() {
        return tenants;
    }

    /** The last answer's bytes, from offset 0. */
    public UnsafeBuffer response() {
        return response;
    }

    /** The customers behind it. */
    public CustomerSet customers() {
        return customers;
    }

    @Override
    public void close() {
        customers.close();
    }
}
