package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.ActivateSegmentSetRequest;
import io.kairoute.control.v1.AuditEntry;
import io.kairoute.control.v1.CorrectionOutcome;
import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.control.v1.DeleteCustomerRequest;
import io.kairoute.control.v1.EraseCustomerRequest;
import io.kairoute.control.v1.RollbackSegmentSetRequest;
import io.kairoute.control.v1.UpsertCustomerRequest;
import io.kairoute.gateway.control.Reasons;
import io.kairoute.router.store.DurableFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A write over sets or customers that is repeated with its request_id is done once and answered alike. */
class SetRequestIdTest extends OneCustomersNodeTest {
    @BeforeEach
    void activateThreeSets() {
        for (final String version : new String[] {"one", "two", "three"}) {
            final int number =
                    TestSets.write(node.folder(), version, Instant.now().minusSeconds(3_600), 20, "silver");
            node.calls().activateSegmentSet(activate(number, ""));
        }
    }

    @Test
    void shouldGoBackOnceHoweverOftenItIsAskedAlsoAcrossARestart() {
        final RollbackSegmentSetRequest back = RollbackSegmentSetRequest.newBuilder()
                .setReason("odd tiers")
                .setRequestId("b1")
                .build();

        final var first = node.calls().rollbackSegmentSet(back);
        final var second = node.calls().rollbackSegmentSet(back);
        restart();
        final var third = node.calls().rollbackSegmentSet(back);

        assertEquals(2, first.getSegmentSet().getNumber());
        assertEquals(first, second);
        assertEquals(first, third);
        assertEquals(2, node.segments().served().number());
    }

    @Test
    void shouldNotActivateAgainWhatAnotherChangeHasReplaced() {
        final ActivateSegmentSetRequest served = activate(3, "a1");
        final var first = node.calls().activateSegmentSet(served);
        node.calls().activateSegmentSet(activate(1, "a2"));

        final var again = node.calls().activateSegmentSet(served);

        assertEquals(first.getSegmentSet().getNumber(), again.getSegmentSet().getNumber());
        assertEquals(first.getBefore(), again.getBefore());
        assertFalse(again.getSegmentSet().getServed(), "it is told as it stands now");
        assertEquals(1, node.segments().served().number());
    }

    @Test
    void shouldActivateAnewWhatTheDiskRefusedAfterTheLogWasTold() throws Exception {
        final ActivateSegmentSetRequest wanted = activate(1, "u1");
        final Path inTheWay = Files.createDirectories(node.folder()
                .segments()
                .resolve(DurableFiles.TEMPORARY + "active")
                .resolve("x"));

        final StatusRuntimeException refused =
                assertThrows(StatusRuntimeException.class, () -> node.calls().activateSegmentSet(wanted));

        assertEquals(Status.Code.UNAVAILABLE, refused.getStatus().getCode(), refused::getMessage);
        assertEquals(3, node.segments().served().number());
        assertEquals(
                List.of("could not be activated", "x"),
                node.audit().getEntriesList().stream()
                        .limit(2)
                        .map(AuditEntry::getReason)
                        .toList());
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());

        final var again = node.calls().activateSegmentSet(wanted);

        assertEquals(3, again.getBefore());
        assertEquals(1, node.segments().served().number());
        restart();
        assertEquals(1, node.segments().served().number());
        node.calls().activateSegmentSet(activate(2, "u2"));
        assertEquals(1, node.calls().activateSegmentSet(wanted).getSegmentSet().getNumber());
        assertEquals(2, node.segments().served().number(), "now it is done, and not done again");
    }

    @Test
    void shouldRefuseAnIdThatAnotherContentHad() {
        node.calls().activateSegmentSet(activate(1, "r1"));
        node.calls().upsertCustomer(upsert(1, "r2"));

        reused(() -> node.calls().activateSegmentSet(activate(2, "r1")));
        reused(() -> node.calls().upsertCustomer(upsert(2, "r2")));
        reused(() -> node.calls()
                .deleteCustomer(DeleteCustomerRequest.newBuilder()
                        .setCustomerKey("crm:7")
                        .setSourceVersion(1)
                        .setRequestId("r2")
                        .build()));
    }

    @Test
    void shouldAnswerARepeatedCorrectionAsTheFirstTime() {
        final DeleteCustomerRequest delete = DeleteCustomerRequest.newBuilder()
                .setCustomerKey("crm:7")
                .setSourceVersion(5)
                .setRequestId("c2")
                .build();
        final var upserted = node.calls().upsertCustomer(upsert(4, "c1"));
        final var deleted = node.calls().deleteCustomer(delete);

        assertEquals(CorrectionOutcome.CORRECTION_OUTCOME_APPLIED, upserted.getOutcome());
        assertEquals(upserted, node.calls().upsertCustomer(upsert(4, "c1")));
        assertEquals(deleted, node.calls().deleteCustomer(delete));
        assertEquals(
                CorrectionOutcome.CORRECTION_OUTCOME_OUTDATED,
                node.calls().upsertCustomer(upsert(4, "")).getOutcome(),
                "a call without an id is one of its own");
    }

    @Test
    void shouldTellOfARepeatedEraseWhatTheFirstOneErased() {
        final EraseCustomerRequest erase = EraseCustomerRequest.newBuilder()
                .setCustomerKey("crm:7")
                .setReason("asked to be forgotten")
                .setRequestId("e1")
                .build();

        final var first = node.calls().eraseCustomer(erase);

        assertEquals(3, first.getEntries(), "in each of the sets");
        assertEquals(first, node.calls().eraseCustomer(erase));
        assertEquals(
                0,
                node.calls()
                        .eraseCustomer(erase.toBuilder().setRequestId("e2").build())
                        .getEntries());
        reused(() -> node.calls()
                .eraseCustomer(erase.toBuilder().setCustomerKey("crm:8").build()));
    }

    private static ActivateSegmentSetRequest activate(final int number, final String requestId) {
        return ActivateSegmentSetRequest.newBuilder()
                .setNumber(number)
                .setReason("x")
                .setRequestId(requestId)
                .build();
    }

    private static UpsertCustomerRequest upsert(final long sourceVersion, final String requestId) {
        return UpsertCustomerRequest.newBuilder()
                .setCustomerKey("crm:7")
                .setProfile(CustomerProfile.newBuilder().setTier("gold"))
                .setSourceVersion(sourceVersion)
                .setRequestId(requestId)
                .build();
    }

    private static void reused(final Executable call) {
        final StatusRuntimeException refused = assertThrows(StatusRuntimeException.class, call);
        assertEquals("REQUEST_ID_REUSED", Reasons.of(refused));
    }
}
