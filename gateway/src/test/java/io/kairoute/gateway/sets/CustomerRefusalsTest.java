package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import io.kairoute.control.v1.CorrectionOutcome;
import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.control.v1.EraseCustomerRequest;
import io.kairoute.control.v1.GetCustomerRequest;
import io.kairoute.control.v1.UpsertCustomerRequest;
import io.kairoute.gateway.Refused;
import io.kairoute.router.Limits;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever looks up, corrects or erases a customer is told what to do instead where that cannot be done. */
class CustomerRefusalsTest extends OneCustomersNodeTest {
    private static final String ACCOUNTS = """
            format: 1
            set: {version: november, source_time: 2026-11-01}
            key: {column: id, type: crm}
            account: {column: account}
            tiers: [{tier: gold}]
            """;

    @Test
    void shouldAskForASegmentSetBeforeTheFirstCorrection() throws Exception {
        final Refused refused = Refused.by(() -> correct("crm:1", "gold"));

        assertEquals(
                new Refused(
                        Code.FAILED_PRECONDITION,
                        "NO_SEGMENT_SET",
                        "This tenant has no segment set yet, and a correction needs one; import it first."),
                refused);
        importCustomers();
        correct("crm:1", "platinum");
        assertEquals("platinum", node.ask("crm:1").getTier());
    }

    @Test
    void shouldSayWhichWordsOfACorrectionTheTableDoesNotKnow() throws Exception {
        importCustomers();

        final var known =
                node.calls().upsertCustomer(correction("crm:1", "gold").build());
        final var unknown =
                node.calls().upsertCustomer(correction("crm:2", "gould").build());

        assertEquals(List.of(), known.getUnknownWordsList());
        assertEquals(CorrectionOutcome.CORRECTION_OUTCOME_APPLIED, unknown.getOutcome());
        assertEquals(List.of("profile.tier"), unknown.getUnknownWordsList());
        assertEquals(List.of("TIER_UNKNOWN"), node.ask("crm:2").getFlagsList());
    }

    @Test
    void shouldSayThatNobodyIsKnownByAKeyWithoutRepeatingIt() throws Exception {
        importCustomers();

        final Refused refused = Refused.by(() -> node.calls()
                .getCustomer(GetCustomerRequest.newBuilder()
                        .setCustomerKey("crm:4711")
                        .build()));

        assertEquals(
                new Refused(
                        Code.NOT_FOUND,
                        "NO_SUCH_CUSTOMER",
                        "Nobody is known by the key in customer_key; check its type and how it is written."),
                refused);
    }

    @Test
    void shouldEraseNobodyByTheKeyOfAnAccount() throws Exception {
        importCustomers();

        final Refused refused = Refused.by(() -> erase("acct:7", "asked for it"));

        assertEquals(
                new Refused(
                        Code.FAILED_PRECONDITION,
                        "ACCOUNT_KEY",
                        "This is the key of an account, and finds one of its customers; erase customers by their own"
                                + " keys."),
                refused);
        assertEquals("gold", node.ask("crm:1").getTier());
        erase("crm:1", "asked for it");
        assertEquals("DEFAULT", node.ask("crm:1").getSegmentSource());
    }

    @Test
    void shouldKeepTheKeyOfTheErasedOutOfTheAuditTrail() throws Exception {
        importCustomers();

        final Refused refused = Refused.by(() -> erase("crm:1", "customer 1 asked for it"));

        assertEquals(
                new Refused(
                        Code.INVALID_ARGUMENT,
                        "NAMES_THE_CUSTOMER",
                        "The reason goes into the audit trail and must not hold the key."),
                refused);
        assertEquals("gold", node.ask("crm:1").getTier());
        assertEquals("segment_set_activated", node.audit().getEntries(0).getKind());
    }

    @Test
    void shouldRefuseACorrectionThatClaimsTheKeyAnotherCustomerIsKnownBy() throws Exception {
        importCustomers();
        node.calls().upsertCustomer(correction("crm:new", "gold").build());

        for (final String taken : List.of("crm:1", "crm:new")) {
            final Refused refused = Refused.by(() -> node.calls()
                    .upsertCustomer(correction("crm:2", "platinum")
                            .addAlternateKeys(taken)
                            .build()));

            assertEquals(
                    new Refused(
                            Code.INVALID_ARGUMENT,
                            "KEY_OF_ANOTHER",
                            "One of alternate_keys is the key that another customer is known by; leave it out, or erase that"
                                    + " customer first."),
                    refused);
        }
        assertEquals("gold", node.ask("crm:1").getTier());
    }

    @Test
    void shouldTakeNoWordMoreThanTheServedSetCanTell() throws Exception {
        importCustomers();
        node.calls()
                .upsertCustomer(correction("crm:1", "gold")
                        .setProfile(profile("gold")
                                .addAllRisks(IntStream.range(0, Limits.PROFILE_VALUES)
                                        .mapToObj(i -> "risk-" + i)
                                        .toList()))
                        .build());

        final Refused refused = Refused.by(() -> node.calls()
                .upsertCustomer(correction("crm:2", "gold")
                        .setProfile(profile("gold").addRisks("one-more"))
                        .build()));

        assertEquals(
                new Refused(
                        Code.RESOURCE_EXHAUSTED,
                        "TOO_MANY_WORDS",
                        "The served set has 255 words for risk already, and this would be one more; use one of those, or"
                                + " import a set with fewer."),
                refused);
        node.calls()
                .upsertCustomer(correction("crm:2", "gold")
                        .setProfile(profile("platinum").addRisks("risk-7"))
                        .build());
        assertEquals("platinum", node.ask("crm:2").getTier());
    }

    private void importCustomers() throws Exception {
        final var unused = Upload.begin(
                        node,
                        Upload.head()
                                .setMapping(ByteString.copyFromUtf8(ACCOUNTS))
                                .setActivate(true)
                                .setReason("test"))
                .send("id,account\n1,7\n2,7\n3,8\n")
                .end()
                .result();
    }

    private void erase(final String key, final String reason) {
        final var unused = node.calls()
                .eraseCustomer(EraseCustomerRequest.newBuilder()
                        .setCustomerKey(key)
                        .setReason(reason)
                        .build());
    }

    private void correct(final String key, final String tier) {
        final var unused = node.calls().upsertCustomer(correction(key, tier).build());
    }

    private static UpsertCustomerRequest.Builder correction(final String key, final String tier) {
        return UpsertCustomerRequest.newBuilder()
                .setCustomerKey(key)
                .setSourceVersion(1)
                .setProfile(profile(tier));
    }

    private static CustomerProfile.Builder profile(final String tier) {
        return CustomerProfile.newBuilder().setTier(tier);
    }
}
