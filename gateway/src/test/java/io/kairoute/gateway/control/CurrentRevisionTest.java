package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.control.v1.ListDecisionsRequest;
import io.kairoute.control.v1.LoggedDecision;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.Sha256;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.gateway.history.replay.DecisionReplay;
import io.kairoute.gateway.history.replay.DecisionReplay.Outcome;
import io.kairoute.gateway.history.replay.Simulation;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.routing.v1.RouteRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node decided while it could not compile the newest revision of its log. */
class CurrentRevisionTest {
    private static final byte[] NEWEST = ControlTables.rich(10).getBytes(StandardCharsets.UTF_8);
    private static final RouteRequest UNPINNED =
            RouteRequest.newBuilder().setContactId("c").setIntent("no_internet").build();

    @TempDir
    private Path directory;

    @Test
    void shouldMakeADecisionAgainOfANodeThatCouldNotCompileTheNewestRevision() throws SQLException {
        routeWhileTheNewestCannotBeCompiled(UNPINNED);

        assertEquals(List.of("SAME by 2, current 2"), replayed());
    }

    @Test
    void shouldMakeADecisionAgainOfAContactThatWasPinnedToARevisionOfBefore() throws SQLException {
        routeWhileTheNewestCannotBeCompiled(pinnedTo(1));

        assertEquals(List.of("SAME by 1, current 2"), replayed());
    }

    @Test
    void shouldMakeADecisionAgainOfAContactThatWasPinnedToTheRevisionThatTheNodeCouldNotCompile() throws SQLException {
        routeWhileTheNewestCannotBeCompiled(pinnedTo(3));

        assertEquals(List.of("SAME by 2, current 2"), replayed());
    }

    @Test
    void shouldTellBothRevisionsInLists() throws SQLException {
        routeWhileTheNewestCannotBeCompiled(pinnedTo(1));

        try (ControlNode node = ControlNode.start(directory)) {
            final List<LoggedDecision> listed = node.decisions()
                    .listDecisions(ListDecisionsRequest.getDefaultInstance())
                    .getDecisionsList();

            assertEquals(1, listed.size());
            assertEquals(1, listed.get(0).getRevision());
            assertEquals(2, listed.get(0).getCurrentRevision());
        }
    }

    @Test
    void shouldSimulateWhatWasDecidedUnderAnOlderRevision() throws SQLException {
        routeWhileTheNewestCannotBeCompiled(UNPINNED);
        final CompiledRevision same = CheckedTable.of(
                        ControlTables.rich(50).getBytes(StandardCharsets.UTF_8), true, System.currentTimeMillis())
                .numbered(0);

        try (ControlLog log = log()) {
            final Simulation simulation = new Simulation("default", history(log), same);
            new ChunkReader().read(directory.resolve("decisions"), (record, set) -> {
                simulation.take(record, set);
                return true;
            });

            assertEquals(1, simulation.report().contacts());
            assertEquals(0, simulation.report().movedQueue());
        }
    }

    // Revision 3 is in the log, but for as long as this node runs its document is not what was written.
    private void routeWhileTheNewestCannotBeCompiled(final RouteRequest contact) throws SQLException {
        try (ControlNode node = ControlNode.start(directory)) {
            node.publish(ControlTables.rich(70), 0);
            node.publish(ControlTables.rich(50), 1);
            node.publish(ControlTables.rich(10), 2);
        }
        replaceNewest(new byte[] {'?'});
        try (DecisionLog decisions = new DecisionLog(
                        ordinal -> directory.resolve("decisions"),
                        DecisionLogSettings.DEFAULT,
                        InstantSource.system());
                ControlNode node = ControlNode.start(
                        directory, ControlSettings.DEFAULT, InstantSource.system(), Map.of(), decisions)) {
            node.ask(contact);
        }
        replaceNewest(NEWEST);
    }

    private static RouteRequest pinnedTo(final long revision) {
        return UNPINNED.toBuilder()
                .setAttempt(1)
                .setPreviousDecisionId("p" + revision + "-0123456789abcdef01234567")
                .build();
    }

    private void replaceNewest(final byte[] bytes) throws SQLException {
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("control.db"));
                PreparedStatement update = file.prepareStatement("UPDATE document SET bytes = ? WHERE sha256 = ?")) {
            update.setBytes(1, bytes);
            update.setBytes(2, Sha256.of(NEWEST));
            assertEquals(1, update.executeUpdate());
        }
    }

    private List<String> replayed() {
        final List<String> replayed = new ArrayList<>();
        try (ControlLog log = log()) {
            final DecisionReplay replay = new DecisionReplay("default", history(log));
            new ChunkReader().read(directory.resolve("decisions"), (record, set) -> {
                final Outcome outcome = replay.replay(record, set);
                return replayed.add(outcome + " by " + record.revision() + ", current " + record.currentRevision());
            });
        }
        return replayed;
    }

    private ControlLog log() {
        return SqliteControlLog.openToRead(
                directory.resolve("control.db"), ChainKey.read(directory.resolve("control.key")));
    }

    private static SnapshotHistory history(final ControlLog log) {
        return new SnapshotHistory("default", new KeyHasher(new byte[KeyHasher.SECRET_BYTES]), log);
    }
}
