package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.Switch;
import io.kairoute.control.v1.SwitchSet;
import io.kairoute.control.v1.TablePublished;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.Proposal;
import io.kairoute.gateway.control.log.Sha256;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.control.log.TakesAll;
import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.store.StoreException;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotHistoryTest {
    private static final int SWITCHES = 2 * SnapshotHistory.PIECE + 100;
    private static final KeyHasher HASHER = new KeyHasher(new byte[KeyHasher.SECRET_BYTES]);

    @TempDir
    private Path directory;

    private SqliteControlLog log;
    private TakesAll fold;
    private final List<WeakReference<ControlEntry>> handedOut = new ArrayList<>();
    private int read;

    /** Revision 1, then switches that hold until the millisecond of their place in the log; every third is another tenant's. */
    @BeforeEach
    void write() {
        log = SqliteControlLog.open(
                directory.resolve("control.db"), ChainKey.open(directory.resolve("control.key"), false));
        fold = TakesAll.after(log);
        publish(1, ControlTables.withPriority(70));
        for (int i = 2; i <= SWITCHES; i++) {
            final Command command = Command.newBuilder()
                    .setSwitchSet(SwitchSet.newBuilder()
                            .setAfter(Switch.newBuilder()
                                    .setSwitch("stage_two")
                                    .setOff(true)
                                    .setExpireTime(Timestamps.fromMillis(i))))
                    .build();
            append(i % 3 == 0 ? "other" : "default", command, Beside.NOTHING);
        }
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void shouldRebuildEachMomentWhicheverWasRebuiltBefore() {
        final SnapshotHistory history = history();

        for (final int sequence : List.of(1, 2, 700, 701, 300, SWITCHES, 4, SnapshotHistory.PIECE, SWITCHES - 1, 1)) {
            assertEquals(lastOfDefault(sequence), offUntilMs(history, sequence), "sequence=" + sequence);
        }
    }

    @Test
    void shouldHoldNoMoreThanOnePieceOfTheLog() {
        final SnapshotHistory history = history();

        assertEquals(lastOfDefault(SWITCHES), offUntilMs(history, SWITCHES));

        assertTrue(handedOut.size() > SWITCHES / 2, "handedOut=" + handedOut.size());
        awaitNoMoreHeldThan(SnapshotHistory.PIECE);
        // It is what holds them that is asked about.
        assertEquals(lastOfDefault(1), offUntilMs(history, 1));
    }

    @Test
    void shouldReadEachPieceOnceGoingForward() {
        final SnapshotHistory history = history();

        for (int sequence = 1; sequence <= SWITCHES; sequence += 7) {
            assertEquals(lastOfDefault(sequence), offUntilMs(history, sequence));
        }

        // Each piece asks first how far the log goes.
        assertTrue(read <= SWITCHES, "read=" + read);
    }

    @Test
    void shouldFindWhatWasAppendedAfterItWasMade() {
        final SnapshotHistory history = history();
        assertEquals(lastOfDefault(SWITCHES), offUntilMs(history, SWITCHES));

        publish(2, ControlTables.withPriority(50));

        assertEquals(2, history.revision(2).number());
        assertEquals(
                1,
                history.at(new PastSnapshot(SWITCHES + 1, 1, 1), null, new QueueStates())
                        .revision());
    }

    @Test
    void shouldSayThatThereWasNoRevisionYetOrNeverSuchAOne() {
        final SnapshotHistory history = history();

        assertThrows(IllegalArgumentException.class, () -> offUntilMs(history, 0));
        assertThrows(IllegalArgumentException.class, () -> history.revision(9));
        assertThrows(
                IllegalArgumentException.class, () -> history.at(new PastSnapshot(5, 9, 1), null, new QueueStates()));
    }

    @Test
    void shouldRefuseWhatComesBehindAnEntryOfANewerVersion() {
        append(
                "default",
                Command.newBuilder()
                        .setUnknownFields(UnknownFieldSet.newBuilder()
                                .addField(
                                        1_000,
                                        UnknownFieldSet.Field.newBuilder()
                                                .addVarint(1)
                                                .build())
                                .build())
                        .build(),
                Beside.NOTHING);
        final SnapshotHistory history = history();

        assertEquals(lastOfDefault(SWITCHES), offUntilMs(history, SWITCHES));
        final StoreException refused = assertThrows(StoreException.class, () -> offUntilMs(history, SWITCHES + 1));
        assertTrue(refused.getMessage().contains("entry " + (SWITCHES + 1)), refused::getMessage);
        assertEquals(lastOfDefault(SWITCHES), offUntilMs(history, SWITCHES));
    }

    private static long offUntilMs(final SnapshotHistory history, final long sequence) {
        return history.at(new PastSnapshot(sequence, DecisionRecord.UNTOLD, 1), null, new QueueStates())
                .stageTwoOffUntilMs();
    }

    /** The last switch of the tenant up to a place in the log; nothing is off before the first. */
    private static long lastOfDefault(final int sequence) {
        final int last = sequence % 3 == 0 ? sequence - 1 : sequence;
        return last < 2 ? 0 : last;
    }

    private void publish(final long revision, final String table) {
        final byte[] document = table.getBytes(StandardCharsets.UTF_8);
        append(
                "default",
                Command.newBuilder()
                        .setTablePublished(TablePublished.newBuilder()
                                .setRevision(revision)
                                .setDocument(ByteString.copyFrom(Sha256.of(document))))
                        .build(),
                Beside.document(document));
    }

    private void append(final String tenant, final Command command, final Beside beside) {
        fold.append(new Proposal(tenant, 1, "ann", "here", "", command, beside));
    }

    private SnapshotHistory history() {
        return new SnapshotHistory("default", HASHER, counted());
    }

    private void awaitNoMoreHeldThan(final int most) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        long held = Long.MAX_VALUE;
        while (held > most) {
            assertTrue(System.nanoTime() < deadlineNs, "held=" + held);
            System.gc();
            held = handedOut.stream().filter(entry -> !entry.refersTo(null)).count();
        }
    }

    /** The log; what it hands out is counted. */
    private ControlLog counted() {
        return (ControlLog) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ControlLog.class}, (proxy, method, arguments) -> {
                    try {
                        final Object answer = method.invoke(log, arguments);
                        if (answer instanceof List<?> list) {
                            list.forEach(entry -> handedOut.add(new WeakReference<>((ControlEntry) entry)));
                            read += list.size();
                        }
                        return answer;
                    } catch (final InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
