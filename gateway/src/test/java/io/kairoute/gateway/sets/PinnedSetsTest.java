package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.control.v1.CorrectionOutcome;
import io.kairoute.gateway.api.AdminRefused;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.sets.SetActivation.Change;
import io.kairoute.gateway.sets.SetStatistics.Counted;
import io.kairoute.gateway.work.LongWork;
import io.kairoute.gateway.work.Slices;
import io.kairoute.router.store.ErasedCustomer;
import io.kairoute.router.store.OpenSegmentSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedSetsTest {
    private static final int CUSTOMERS = 5_000;

    @TempDir
    private Path data = Path.of("");

    private OneTenant tenant;
    private TenantSegments segments;
    private int silver;
    private int gold;

    @BeforeEach
    void open() {
        tenant = OneTenant.open(data);
        segments = tenant.segments();
        silver = tenant.write("silver", CUSTOMERS, "silver");
        gold = tenant.write("gold", CUSTOMERS, "gold");
        tenant.activate(silver);
    }

    @AfterEach
    void close() {
        tenant.close();
    }

    @Test
    void shouldCorrectFindListAndActivateWhileAScanOfTheSameSetsStandsStill() throws Exception {
        final ParkedScan<Counted> scan = ParkedScan.statistics(segments, gold, silver);

        final var corrected = scan.meanwhile(() -> segments.served().correct(tenant.correction("crm:1", 1)));
        final var found = scan.meanwhile(() -> segments.served().find(tenant.key("crm:2")));
        final var listed = scan.meanwhile(() -> segments.kept().manifests().size());
        final var activated = scan.meanwhile(
                () -> segments.activation().activate(Change.once(OneTenant.ANN, "while it is counted"), gold));
        final var back = scan.meanwhile(() -> segments.activation().rollBack(Change.once(OneTenant.ANN, "and back")));

        assertEquals(CorrectionOutcome.CORRECTION_OUTCOME_APPLIED, corrected.outcome());
        assertNotNull(found);
        assertEquals(2, listed);
        assertEquals(gold, activated.getAfter());
        assertEquals(silver, back.getAfter());
        final Counted counted = scan.result();
        assertEquals(Map.of("gold", (long) CUSTOMERS), counted.tiers());
        assertEquals(CUSTOMERS, counted.customers().stayed());
    }

    @Test
    void shouldCloseASetThatWasSwappedOutOnlyWhenItsScanIsOver() throws Exception {
        final OpenSegmentSet served = openForScans(silver);
        final ParkedScan<Counted> scan = ParkedScan.statistics(segments, silver, silver);

        final var unused =
                scan.meanwhile(() -> segments.activation().activate(Change.once(OneTenant.ANN, "next"), gold));

        assertEquals(CUSTOMERS, served.store().keys(), "the scan still reads it");
        assertEquals(Map.of("silver", (long) CUSTOMERS), scan.result().tiers());
        assertThrows(RuntimeException.class, () -> served.store().keys(), "nobody reads it any more");
    }

    @Test
    void shouldDeleteAnOldSetOnlyWhenItsScanIsOver() throws Exception {
        tenant.activate(gold);
        final ParkedScan<Counted> scan = ParkedScan.statistics(segments, silver, gold);
        tenant.write("third", 10, "gold");
        final int fourth = tenant.write("fourth", 10, "gold");

        final var unused =
                scan.meanwhile(() -> segments.activation().activate(Change.once(OneTenant.ANN, "newest"), fourth));

        assertTrue(Files.exists(directory(silver)), "it is still read");
        assertEquals(Map.of("silver", (long) CUSTOMERS), scan.result().tiers());
        assertFalse(Files.exists(directory(silver)), "three are kept");
        assertNull(segments.kept().pin(silver));
    }

    @Test
    void shouldEraseACustomerWhileStatisticsAreCounted() throws Exception {
        final ParkedScan<Counted> scan = ParkedScan.statistics(segments, gold, silver);

        final var erased = scan.meanwhile(
                () -> segments.erasure().erase(OneTenant.ANN, tenant.key("crm:7"), "asked for it", () -> false));

        assertEquals(2, erased.entries());
        final long counted = scan.result().tiers().getOrDefault("gold", 0L);
        assertTrue(counted == CUSTOMERS || counted == CUSTOMERS - 1, "counted=" + counted);
        assertNull(segments.served().find(tenant.key("crm:7")));
        assertEquals(CUSTOMERS - 1, segments.kept().manifests().get(0).header().customers());
    }

    @Test
    void shouldHoldNobodyUpWhileAnErasureStandsStill() throws Exception {
        final var scan = ParkedScan.begin(
                isUnwanted -> segments.erasure().erase(OneTenant.ANN, tenant.key("crm:7"), "asked for it", isUnwanted));

        final var corrected = scan.meanwhile(() -> segments.served().correct(tenant.correction("crm:1", 1)));
        final var activated =
                scan.meanwhile(() -> segments.activation().activate(Change.once(OneTenant.ANN, "meanwhile"), gold));
        final ControlRefusal second = assertThrows(ControlRefusal.class, () -> segments.erasure()
                .erase(OneTenant.ANN, tenant.key("crm:8"), "asked, too", () -> false));

        assertEquals(CorrectionOutcome.CORRECTION_OUTCOME_APPLIED, corrected.outcome());
        assertEquals(gold, activated.getAfter());
        assertEquals("ERASE_RUNNING", second.refusal().reason());
        assertEquals(2, scan.result().entries());
        assertNull(segments.served().find(tenant.key("crm:7")));
        assertNotNull(segments.served().find(tenant.key("crm:8")));
    }

    @Test
    void shouldEndAScanThatNobodyWantsWithinAFewEntries() {
        final AtomicInteger shown = new AtomicInteger();
        final LongWork unwanted = LongWork.reading(new Slices(1), "any", () -> true, 600);
        try (SetPin pin = segments.kept().need(gold)) {
            final OpenSegmentSet set = pin.set().openForScans();

            final AdminRefused ended =
                    assertThrows(AdminRefused.class, () -> set.store().forEachWhile((key, profile) -> {
                        shown.incrementAndGet();
                        unwanted.step();
                        return true;
                    }));

            assertEquals("ABANDONED", ended.refusal().reason());
            assertEquals(LongWork.STEPS, shown.get());
        }
    }

    @Test
    void shouldStopStatisticsAndAnErasureThatNobodyWants() {
        final var manifest = segments.kept().manifest(gold);
        assertNotNull(manifest);

        final AdminRefused statistics =
                assertThrows(AdminRefused.class, () -> segments.statistics().count(manifest, null, () -> true));
        final AdminRefused erasure = assertThrows(AdminRefused.class, () -> segments.erasure()
                .erase(OneTenant.ANN, tenant.key("crm:7"), "asked for it", () -> true));

        assertEquals("ABANDONED", statistics.refusal().reason());
        assertEquals("ABANDONED", erasure.refusal().reason());
        assertNotNull(segments.served().find(tenant.key("crm:7")));
    }

    @Test
    void shouldLetTwoErasuresOfOneSetGoOnThatShareOneSlice() throws Exception {
        final Slices one = new Slices(1);
        final CountDownLatch isErasing = new CountDownLatch(1);
        final LongWork first = LongWork.writing(one, "any", () -> workForAWhile(isErasing), 600);
        final LongWork second = LongWork.writing(one, "any", () -> false, 600);
        try (SetPin pin = segments.kept().need(gold)) {
            final CompletableFuture<Integer> erased = CompletableFuture.supplyAsync(
                    () -> first.inSlices(() -> pin.set().erase(toErase("crm:7"), List.of(tenant.key("crm:7")), first)));
            isErasing.await();

            // when the first rests, and the second gets the slice
            final int alike =
                    second.inSlices(() -> pin.set().erase(toErase("crm:8"), List.of(tenant.key("crm:8")), second));

            assertEquals(1, erased.get(60, TimeUnit.SECONDS));
            assertEquals(1, alike);
        }
    }

    private ErasedCustomer toErase(final String key) {
        return segments.served().toErase(tenant.key(key));
    }

    // So long that pacing asks for a rest.
    private static boolean workForAWhile(final CountDownLatch isErasing) {
        isErasing.countDown();
        final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(60);
        while (System.nanoTime() < untilNs) {
            Thread.onSpinWait();
        }
        return false;
    }

    @Test
    void shouldBuildNoReadIndexForAScan() {
        try (SetPin pin = segments.kept().need(gold)) {
            assertFalse(pin.set().openForScans().store().hasIndex());
            assertTrue(pin.set().openForLookups().store().hasIndex());
            assertTrue(pin.set().openForScans().store().hasIndex(), "where there is one it is shared");
        }
    }

    @Test
    void shouldEndAScanWhenTheTenantIsClosed() throws Exception {
        final OpenSegmentSet scanned = openForScans(silver);
        final ParkedScan<Counted> scan = ParkedScan.statistics(segments, silver, silver);

        final CompletableFuture<Void> closing = CompletableFuture.runAsync(segments::close);
        while (!isClosed()) {
            Thread.onSpinWait();
        }
        final CompletableFuture<Counted> ended = scan.release();

        closing.get(60, TimeUnit.SECONDS);
        final Throwable fault =
                assertThrows(ExecutionException.class, ended::get).getCause();
        assertEquals(
                "ABANDONED",
                assertInstanceOf(AdminRefused.class, fault).refusal().reason());
        assertThrows(RuntimeException.class, () -> scanned.store().keys());
    }

    @Test
    void shouldRefuseWhatNeedsTheSetsWhileTheyAreOpened() {
        tenant.close();
        final CompletableFuture<Runnable> opening = new CompletableFuture<>();
        try (OneTenant again = OneTenant.opening(data, opening::complete)) {
            final TenantSegments late = again.segments();

            for (final Runnable call : new Runnable[] {
                () -> late.served().find(again.key("crm:1")),
                () -> late.served().correct(again.correction("crm:1", 1)),
                () -> late.activation().activate(Change.once(OneTenant.ANN, "too soon"), gold),
                () -> late.imports().begin(() -> {}),
                () -> late.erasure().erase(OneTenant.ANN, again.key("crm:1"), "too soon", () -> false)
            }) {
                final ControlRefusal refused = assertThrows(ControlRefusal.class, call::run);
                assertEquals("SEGMENTS_OPENING", refused.refusal().reason());
            }

            opening.join().run();
            assertNotNull(late.served().find(again.key("crm:1")));
        }
        tenant = OneTenant.open(data);
    }

    private boolean isClosed() {
        try {
            segments.served().find(tenant.key("crm:1"));
            return false;
        } catch (final ControlRefusal | CompletionException e) {
            return true;
        }
    }

    private OpenSegmentSet openForScans(final int number) {
        try (SetPin pin = segments.kept().need(number)) {
            return pin.set().openForScans();
        }
    }

    private Path directory(final int number) {
        return tenant.folder().segments().resolve(String.format("set-%06d", number));
    }
}
