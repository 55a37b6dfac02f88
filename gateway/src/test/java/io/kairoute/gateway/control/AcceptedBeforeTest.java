package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.DiffTablesRequest;
import io.kairoute.control.v1.RollbackTableRequest;
import io.kairoute.control.v1.TablePublished;
import io.kairoute.control.v1.TryContactRequest;
import io.kairoute.control.v1.ValidateTableRequest;
import io.kairoute.control.v1.ValidateTableResponse;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.Proposal;
import io.kairoute.gateway.control.log.Sha256;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.control.log.TakesAll;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A revision that was published when more was accepted than today. */
class AcceptedBeforeTest {
    private static final RouteRequest CONTACT =
            RouteRequest.newBuilder().setContactId("c").setIntent("no_internet").build();

    @TempDir
    private Path directory;

    /** Revision 1 of a version that accepted a window which ends when it begins. */
    @BeforeEach
    void write() {
        final byte[] document = old(70).getBytes(StandardCharsets.UTF_8);
        try (SqliteControlLog log = SqliteControlLog.open(
                directory.resolve("control.db"), ChainKey.open(directory.resolve("control.key"), false))) {
            final Command published = Command.newBuilder()
                    .setTablePublished(TablePublished.newBuilder()
                            .setRevision(1)
                            .setDocument(ByteString.copyFrom(Sha256.of(document))))
                    .build();
            TakesAll.after(log)
                    .append(new Proposal("default", 1, "key:ann", "here", "", published, Beside.document(document)));
        }
    }

    @Test
    void shouldRouteAfterAStartByARevisionThatCouldNotBePublishedToday() {
        try (ControlNode node = ControlNode.start(directory)) {
            final RouteResponse answer = node.ask(CONTACT);

            assertEquals("outage", answer.getOccasion());
            assertEquals(70, answer.getPriority());
        }
    }

    @Test
    void shouldRefuseToPublishTheSameToday() {
        try (ControlNode node = ControlNode.start(directory)) {
            final StatusRuntimeException refused =
                    assertThrows(StatusRuntimeException.class, () -> node.publish(old(60), 1));

            assertTrue(String.valueOf(refused.getMessage()).contains("WINDOW_UNCLEAR"), refused::getMessage);
        }
    }

    @Test
    void shouldListWhatIsForbiddenTodayAsWarningsOfTheRevision() {
        try (ControlNode node = ControlNode.start(directory)) {
            final ValidateTableResponse report = node.tables()
                    .validateTable(ValidateTableRequest.newBuilder()
                            .setTable("current")
                            .build());

            assertEquals(0, report.getErrors());
            assertTrue(
                    report.getProblemsList().stream()
                            .anyMatch(problem -> problem.getCode().equals("WINDOW_UNCLEAR")
                                    && problem.getSeverity().equals("WARNING")),
                    report::toString);
        }
    }

    @Test
    void shouldKeepPinsAndGoBackToIt() {
        try (ControlNode node = ControlNode.start(directory)) {
            final String decision = node.ask(CONTACT).getDecisionId();
            node.publish(ControlTables.withPriority(50), 1);

            final RouteResponse pinned = node.ask(CONTACT.toBuilder()
                    .setAttempt(1)
                    .setPreviousDecisionId(decision)
                    .build());
            node.tables()
                    .rollbackTable(RollbackTableRequest.newBuilder()
                            .setRevision(1)
                            .setBaseRevision(2)
                            .setReason("back")
                            .build());

            assertEquals(70, pinned.getPriority());
            assertEquals(70, node.ask(CONTACT).getPriority());
        }
    }

    @Test
    void shouldTryAndCompareAndReplayIt() {
        try (ControlNode node = ControlNode.start(directory)) {
            node.publish(ControlTables.withPriority(50), 1);

            final int tried = node.tables()
                    .tryContact(TryContactRequest.newBuilder()
                            .setTable("revision:1")
                            .setContact(CONTACT)
                            .build())
                    .getDecision()
                    .getPriority();
            final int changes = node.tables()
                    .diffTables(DiffTablesRequest.newBuilder()
                            .setFrom("revision:1")
                            .setTo("current")
                            .build())
                    .getChangeCount();

            assertEquals(70, tried);
            assertTrue(changes > 0);
        }
        try (ControlLog log = SqliteControlLog.openToRead(
                directory.resolve("control.db"), ChainKey.read(directory.resolve("control.key")))) {
            final SnapshotHistory history =
                    new SnapshotHistory("default", new KeyHasher(new byte[KeyHasher.SECRET_BYTES]), log);

            assertEquals(1, history.revision(1).number());
        }
    }

    private static String old(final int priority) {
        return ControlTables.withPriority(priority)
                .replace("treatment: {queue: outage-desk", "treatment: {in_flight: pin, queue: outage-desk")
                .replace("  - {id: s1, when: {intent: [no_internet]}, occasion: outage}", """
                          - {id: s1, when: {intent: [no_internet]}, occasion: outage}
                          - {id: s2, when: {time: {from: "09:00", to: "09:00"}, intent: [other]}, occasion: outage}
                        """.stripTrailing());
    }
}
