package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ChronicleSegmentStore;
import io.kairoute.router.segment.IndexBudget;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever opens a tenant's sets takes the heap for their read indexes from one budget. */
class IndexRoomTest {
    private static final int CUSTOMERS = 2_000;

    @TempDir
    private Path data = Path.of("");

    @Test
    void shouldServeTheNextSetWithoutAnIndexUntilTheFormerHasLeftRoom() {
        final long room = bytesOfOne();
        final IndexBudget indexes = new IndexBudget(room + room / 2);
        try (OneTenant tenant = OneTenant.open(data, indexes)) {
            tenant.activate(1);
            final ChronicleSegmentStore former = served(tenant);
            assertTrue(former.hasIndex());

            tenant.activate(2);

            final ChronicleSegmentStore next = served(tenant);
            assertFalse(next.hasIndex());
            assertNotNull(tenant.segments().served().find(tenant.key("crm:7")), "it is looked up in its file");
            assertTrue(tenant.notes().toString().contains("is looked up in its file"), tenant.notes()::toString);
            assertEquals(SegmentLookup.FOUND, lookUp(tenant, former), "a lookup that is late is answered as before");

            assertEquals(1, tenant.grace().runAll());

            assertFalse(former.hasIndex(), "also where an idle router still has the snapshot before");
            assertEquals(SegmentLookup.UNAVAILABLE, lookUp(tenant, former));
            assertTrue(next.hasIndex());
            assertEquals(SegmentLookup.FOUND, lookUp(tenant, next));
            assertEquals(room, indexes.taken());
        }
        assertEquals(0, indexes.taken());
    }

    @Test
    void shouldTakeNoRoomForAScanAndOneIndexForTheServedSet() {
        final long room = bytesOfOne();
        final IndexBudget indexes = new IndexBudget(10 * room);
        try (OneTenant tenant = OneTenant.open(data, indexes)) {
            tenant.activate(1);
            final KeptSets kept = tenant.segments().kept();

            final var counted = tenant.segments()
                    .statistics()
                    .count(
                            Objects.requireNonNull(kept.manifest(2)),
                            Objects.requireNonNull(kept.manifest(1)),
                            () -> false);

            assertEquals(CUSTOMERS, counted.customers().stayed());
            assertEquals(room, indexes.taken());
        }
    }

    @Test
    void shouldForgetAnErasedCustomerAlsoInAnIndexThatWasMadeLater() {
        final long room = bytesOfOne();
        try (OneTenant tenant = OneTenant.open(data, new IndexBudget(room + room / 2))) {
            tenant.activate(1);
            tenant.activate(2);

            final var erased =
                    tenant.segments().erasure().erase(OneTenant.ANN, tenant.key("crm:7"), "asked for it", () -> false);
            assertEquals(1, tenant.grace().runAll());

            assertEquals(2, erased.entries());
            assertTrue(served(tenant).hasIndex());
            assertEquals(SegmentLookup.MISSING, lookUp(tenant, served(tenant)));
            assertEquals(0, served(tenant).damagedRecords());
        }
    }

    // Two sets of the same customers are there when this returns.
    private long bytesOfOne() {
        final IndexBudget indexes = new IndexBudget(Long.MAX_VALUE);
        try (OneTenant tenant = OneTenant.open(data, indexes)) {
            final int first = tenant.write("first", CUSTOMERS, "gold");
            assertEquals(first + 1, tenant.write("second", CUSTOMERS, "gold"));
            try (SetPin pin = tenant.segments().kept().need(first)) {
                assertTrue(pin.set().openForLookups().store().hasIndex());
                return indexes.taken();
            }
        }
    }

    private static ChronicleSegmentStore served(final OneTenant tenant) {
        final int number = tenant.segments().served().number();
        try (SetPin pin = tenant.segments().kept().need(number)) {
            return pin.set().openForLookups().store();
        }
    }

    private static int lookUp(final OneTenant tenant, final ChronicleSegmentStore store) {
        final KeyHash hash = tenant.key("crm:7");
        return store.profile(new SegmentKey().set(hash.low(), hash.high()), new ProfileFlyweight());
    }
}
