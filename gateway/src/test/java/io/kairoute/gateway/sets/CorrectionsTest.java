package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.ActivateSegmentSetRequest;
import io.kairoute.control.v1.CorrectionOutcome;
import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.control.v1.DeleteCustomerRequest;
import io.kairoute.control.v1.RollbackSegmentSetRequest;
import io.kairoute.control.v1.UpsertCustomerRequest;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.work.Slices;
import io.kairoute.router.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorrectionsTest extends OneCustomersNodeTest {
    private final Instant taken = Instant.now().minusSeconds(3_600);

    @Test
    void shouldCountFromTheNextContactOnAndOverARestart() {
        activate(TestSets.write(node.folder(), "base", taken, 10, "silver"));

        final CorrectionOutcome outcome = upsert("crm:3", "gold", 1);

        assertEquals(CorrectionOutcome.CORRECTION_OUTCOME_APPLIED, outcome);
        assertEquals("gold", tier("crm:3"), "a word that the set did not have");
        assertEquals("silver", tier("crm:4"));
        assertEquals("base", node.ask("crm:3").getSegmentSetVersion());
        upsert("crm:new", "platinum", 1);
        assertEquals("platinum", tier("crm:new"));
        delete("crm:4", 1);
        assertEquals("standard", tier("crm:4"));
        assertEquals("DEFAULT", node.ask("crm:4").getSegmentSource());

        restart();

        assertEquals("gold", tier("crm:3"));
        assertEquals("platinum", tier("crm:new"));
        assertEquals("standard", tier("crm:4"));
    }

    @Test
    void shouldLetTheHighestSourceVersionWinInWhicheverOrderTheyCome() {
        activate(TestSets.write(node.folder(), "base", taken, 10, "silver"));
        upsert("crm:1", "gold", 5);

        assertEquals(CorrectionOutcome.CORRECTION_OUTCOME_OUTDATED, upsert("crm:1", "platinum", 4));
        assertEquals(CorrectionOutcome.CORRECTION_OUTCOME_OUTDATED, delete("crm:1", 4));
        assertEquals(CorrectionOutcome.CORRECTION_OUTCOME_KNOWN, upsert("crm:1", "gold", 5));
        assertEquals("gold", tier("crm:1"));

        assertEquals(CorrectionOutcome.CORRECTION_OUTCOME_APPLIED, delete("crm:1", 6));
        assertEquals("standard", tier("crm:1"));
        assertEquals(CorrectionOutcome.CORRECTION_OUTCOME_APPLIED, upsert("crm:1", "platinum", 7));
        assertEquals("platinum", tier("crm:1"));
    }

    @Test
    void shouldFindTheCustomerByTheKeysOfTheNewestCorrectionOnly() {
        activate(TestSets.write(node.folder(), "base", taken, 10, "silver"));
        upsertWith("crm:1", "gold", 1, List.of("tel:1", "tel:2"));
        assertEquals("gold", tier("tel:2"));

        upsertWith("crm:1", "platinum", 2, List.of("tel:2", "tel:3"));

        assertEquals("standard", tier("tel:1"));
        assertEquals("platinum", tier("tel:2"));
        assertEquals("platinum", tier("tel:3"));
        upsertWith("crm:2", "gold", 1, List.of("tel:3"));
        assertEquals("gold", tier("tel:3"), "the later claim has the key");
    }

    @Test
    void shouldGiveWayToASetWhoseDataIsNewerAndCountAgainAfterARollback() {
        final int old = TestSets.write(node.folder(), "old", taken, 10, "silver");
        final int fresh = TestSets.write(node.folder(), "fresh", taken.plusSeconds(1_800), 10, "platinum");
        activate(old);
        final UpsertCustomerRequest.Builder between = request("crm:1", "gold", 1)
                .setSourceTime(Timestamps.fromMillis(taken.plusSeconds(60).toEpochMilli()));
        node.calls().upsertCustomer(between.build());
        assertEquals("gold", tier("crm:1"));

        activate(fresh);
        assertEquals("platinum", tier("crm:1"));
        assertEquals(
                CorrectionOutcome.CORRECTION_OUTCOME_KEPT,
                node.calls().upsertCustomer(between.setSourceVersion(2).build()).getOutcome());
        assertEquals("platinum", tier("crm:1"));

        node.calls()
                .rollbackSegmentSet(
                        RollbackSegmentSetRequest.newBuilder().setReason("back").build());
        assertEquals("gold", tier("crm:1"));
    }

    @Test
    void shouldNotBeInTheAuditTrail() {
        activate(TestSets.write(node.folder(), "base", taken, 10, "silver"));
        final int before = node.audit().getEntriesCount();

        upsert("crm:1", "gold", 1);
        delete("crm:2", 1);

        assertEquals(before, node.audit().getEntriesCount());
    }

    @Test
    void shouldRefuseWhatIsNoCorrectionAndSayWhichField() {
        assertRefused(Status.Code.FAILED_PRECONDITION, "has no segment set yet", request("crm:1", "gold", 1));
        activate(TestSets.write(node.folder(), "base", taken, 10, "silver"));

        assertRefused(
                Status.Code.INVALID_ARGUMENT, "customer_key needs a key with its type", request("4711", "gold", 1));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "customer_key holds at most 128 bytes",
                request("crm:" + "x".repeat(128), "gold", 1));
        assertRefused(Status.Code.INVALID_ARGUMENT, "profile.tier is needed", request("crm:1", "", 1));
        assertRefused(Status.Code.INVALID_ARGUMENT, "source_version is needed", request("crm:1", "gold", 0));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "source_time must not be after now",
                request("crm:1", "gold", 1)
                        .setSourceTime(Timestamps.fromMillis(System.currentTimeMillis() + 3_600_000)));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "alternate_keys holds at most 4",
                request("crm:1", "gold", 1).addAllAlternateKeys(List.of("t:1", "t:2", "t:3", "t:4", "t:5")));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "tenure_months must be 0 to 65535",
                request("crm:1", "gold", 1)
                        .setProfile(CustomerProfile.newBuilder().setTier("gold").setTenureMonths(-1)));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "preferred_agent holds at most 31 bytes",
                request("crm:1", "gold", 1)
                        .setProfile(CustomerProfile.newBuilder().setTier("gold").setPreferredAgent("a".repeat(32))));
        assertEquals("silver", tier("crm:1"));
    }

    @Test
    void shouldRefuseOneCustomerMoreThanMayBeCorrected() {
        node.close();
        try (OneTenant tenant = OneTenant.open(data);
                Corrections corrections = new Corrections(data.resolve("few.db"), 2, note -> {})) {
            final SetsState state = new SetsState();
            final ServedCustomers served = new ServedCustomers(
                    OneTenant.ID,
                    state,
                    corrections,
                    TenantLog.of(null, null, 0),
                    SetsHost.of(tenant.plane().sets(), Runnable::run, new Slices(1), System.out::println),
                    System.out::println);
            final SetPin pin = tenant.segments().kept().need(tenant.write("base", 10, "silver"));
            served.swap(pin, pin.set().openForLookups());
            state.opened();
            for (int i = 0; i < 2; i++) {
                final var unused = served.correct(tenant.correction("crm:" + i, 1));
            }

            final ControlRefusal refused =
                    assertThrows(ControlRefusal.class, () -> served.correct(tenant.correction("crm:2", 1)));

            assertEquals("TOO_MANY_CORRECTIONS", refused.refusal().reason());
            assertEquals(
                    CorrectionOutcome.CORRECTION_OUTCOME_APPLIED,
                    served.correct(tenant.correction("crm:1", 2)).outcome(),
                    "whoever is corrected already may be again");
            pin.close();
        }
        node = CustomersNode.start(data);
    }

    @Test
    void shouldRefuseOneWordMoreThanASetCanTell() {
        activate(TestSets.write(node.folder(), "base", taken, 10, "silver"));
        final List<String> risks = new ArrayList<>();
        for (int i = 0; i < Limits.PROFILE_VALUES; i++) {
            risks.add("r" + i);
        }
        node.calls()
                .upsertCustomer(request("crm:1", "gold", 1)
                        .setProfile(CustomerProfile.newBuilder().setTier("gold").addAllRisks(risks))
                        .build());

        assertRefused(
                Status.Code.RESOURCE_EXHAUSTED,
                "255 words for risk already",
                request("crm:2", "gold", 1)
                        .setProfile(CustomerProfile.newBuilder().setTier("gold").addRisks("one-more")));
        assertEquals("gold", tier("crm:1"));
        assertEquals("silver", tier("crm:2"));
    }

    private String tier(final String key) {
        return node.ask(key).getTier();
    }

    private CorrectionOutcome upsert(final String key, final String tier, final long version) {
        return node.calls().upsertCustomer(request(key, tier, version).build()).getOutcome();
    }

    private void upsertWith(final String key, final String tier, final long version, final List<String> alternates) {
        final var unused = node.calls()
                .upsertCustomer(request(key, tier, version)
                        .addAllAlternateKeys(alternates)
                        .build());
    }

    private CorrectionOutcome delete(final String key, final long version) {
        return node.calls()
                .deleteCustomer(DeleteCustomerRequest.newBuilder()
                        .setCustomerKey(key)
                        .setSourceVersion(version)
                        .build())
                .getOutcome();
    }

    private static UpsertCustomerRequest.Builder request(final String key, final String tier, final long version) {
        return UpsertCustomerRequest.newBuilder()
                .setCustomerKey(key)
                .setProfile(CustomerProfile.newBuilder().setTier(tier))
                .setSourceVersion(version);
    }

    private void activate(final int number) {
        final var unused = node.calls()
                .activateSegmentSet(ActivateSegmentSetRequest.newBuilder()
                        .setNumber(number)
                        .setReason("test")
                        .build());
    }

    private void assertRefused(final Status.Code code, final String part, final UpsertCustomerRequest.Builder request) {
        final Status status = assertThrows(
                        StatusRuntimeException.class, () -> node.calls().upsertCustomer(request.build()))
                .getStatus();
        assertEquals(code, status.getCode(), status::toString);
        assertTrue(String.valueOf(status.getDescription()).contains(part), status::toString);
    }
}
