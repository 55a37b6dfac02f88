package io.kairoute.gateway.history.decisions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.Switch;
import io.kairoute.control.v1.SwitchSet;
import io.kairoute.control.v1.TablePublished;
import io.kairoute.gateway.control.ControlTables;
import io.kairoute.gateway.control.PastSnapshot;
import io.kairoute.gateway.control.SnapshotHistory;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.Proposal;
import io.kairoute.gateway.control.log.PublishedLog;
import io.kairoute.gateway.control.log.Sha256;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.control.log.TakesAll;
import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One answer after another about a tenant's past reads the log once; what is read is counted, checks of the chain included. */
class KeptPastTest {
    private static final int ENTRIES = 200;
    private static final KeyHasher HASHER = new KeyHasher(new byte[KeyHasher.SECRET_BYTES]);

    @TempDir
    private Path directory;

    private final List<SqliteControlLog> opened = new ArrayList<>();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private SqliteControlLog written;
    private TakesAll fold;
    private KeptPast past;
    private int handedOut;
    private int closed;

    /** For each of two tenants revision 1, then switches that hold until the millisecond of their place in the log. */
    @BeforeEach
    void write() {
        final Path file = directory.resolve("control.db");
        final ChainKey key = ChainKey.open(directory.resolve("control.key"), false);
        written = SqliteControlLog.open(file, key);
        fold = TakesAll.after(written);
        publish("default");
        publish("other");
        for (int i = 3; i <= ENTRIES; i++) {
            switchOff(i % 2 == 0 ? "default" : "other", i);
        }
        past = new KeptPast(() -> counted(SqliteControlLog.openToRead(file, key)), tenant -> HASHER, later::add);
    }

    @AfterEach
    void close() {
        past.close();
        written.close();
    }

    @Test
    void shouldReadNothingAgainForTheNextAnswerAndOnlyWhatWasAppendedForALaterOne() {
        assertEquals(ENTRIES, offUntilMs("default", ENTRIES));
        final long first = read();

        assertEquals(ENTRIES, offUntilMs("default", ENTRIES));
        final long again = read() - first;
        switchOff("default", ENTRIES + 1);
        assertEquals(ENTRIES + 1, offUntilMs("default", ENTRIES + 1));
        final long appended = read() - first - again;

        assertTrue(first > ENTRIES, "all is checked, and the tenant's half folded: " + first);
        assertTrue(again <= 1, "read=" + again);
        assertTrue(appended <= 4, "read=" + appended);
        assertEquals(1, opened.size());
    }

    @Test
    void shouldGoBackToAnEarlierTimeToo() {
        assertEquals(ENTRIES, offUntilMs("default", ENTRIES));

        assertEquals(50, offUntilMs("default", 51));
        assertEquals(1, opened.size());
    }

    @Test
    void shouldKeepOneTenantsPastOnly() {
        offUntilMs("default", ENTRIES);

        assertEquals(ENTRIES - 1, offUntilMs("other", ENTRIES));
        assertEquals(2, opened.size());
        assertEquals(1, closed);
    }

    @Test
    void shouldGiveItToOneAtATime() {
        final long until = past.with("default", mine -> offUntilMs("default", 50) + offUntilMs(mine, ENTRIES));

        assertEquals(50 + ENTRIES, until);
        assertEquals(2, opened.size());
        assertEquals(1, closed, "the one that came back last is kept");
    }

    @Test
    void shouldNotKeepWhatFailed() {
        assertThrows(
                IllegalStateException.class,
                () -> past.with("default", history -> {
                    throw new IllegalStateException("in the middle");
                }));
        assertEquals(1, closed);

        offUntilMs("default", ENTRIES);
        assertEquals(2, opened.size());
    }

    @Test
    void shouldRefuseWhatSomebodyElseAppended() throws SQLException {
        offUntilMs("default", ENTRIES);
        switchOff("default", ENTRIES + 1);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("control.db"));
                Statement change = connection.createStatement()) {
            change.execute("UPDATE entry SET reason = 'another' WHERE sequence = " + (ENTRIES + 1));
        }

        final StoreException refused = assertThrows(StoreException.class, () -> offUntilMs("default", ENTRIES));

        assertTrue(String.valueOf(refused.getMessage()).contains("from entry " + (ENTRIES + 1)), refused::getMessage);
        assertEquals(1, closed);
    }

    @Test
    void shouldEndOnlyWhatNobodyAskedForAgain() {
        offUntilMs("default", ENTRIES);
        offUntilMs("default", ENTRIES);

        later.remove().run();
        assertEquals(0, closed, "it was asked for again since");
        later.remove().run();
        assertEquals(1, closed);
    }

    @Test
    void shouldEndWhatComesBackOnceItIsClosed() {
        past.with("default", history -> {
            past.close();
            return 0;
        });

        assertEquals(1, closed);
        assertTrue(later.isEmpty());
    }

    private long offUntilMs(final String tenant, final long sequence) {
        return past.with(tenant, history -> offUntilMs(history, sequence));
    }

    private static long offUntilMs(final SnapshotHistory history, final long sequence) {
        return history.at(new PastSnapshot(sequence, DecisionRecord.UNTOLD, 1), null, new QueueStates())
                .stageTwoOffUntilMs();
    }

    private long read() {
        return handedOut + opened.stream().mapToLong(PublishedLog::readAtStart).sum();
    }

    private ControlLog counted(final SqliteControlLog log) {
        opened.add(log);
        return (ControlLog) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ControlLog.class}, (proxy, method, arguments) -> {
                    try {
                        final Object answer = method.invoke(log, arguments);
                        if (answer instanceof List<?> entries) {
                            handedOut += entries.size();
                        }
                        closed += method.getName().equals("close") ? 1 : 0;
                        return answer;
                    } catch (final InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void publish(final String tenant) {
        final byte[] document = ControlTables.withPriority(70).getBytes(StandardCharsets.UTF_8);
        append(
                tenant,
                Command.newBuilder()
                        .setTablePublished(TablePublished.newBuilder()
                                .setRevision(1)
                                .setDocument(ByteString.copyFrom(Sha256.of(document))))
                        .build(),
                Beside.document(document));
    }

    private void switchOff(final String tenant, final int untilMs) {
        append(
                tenant,
                Command.newBuilder()
                        .setSwitchSet(SwitchSet.newBuilder()
                                .setAfter(Switch.newBuilder()
                                        .setSwitch("stage_two")
                                        .setOff(true)
                                        .setExpireTime(Timestamps.fromMillis(untilMs))))
                        .build(),
                Beside.NOTHING);
    }

    private void append(final String tenant, final Command command, final Beside beside) {
        fold.append(new Proposal(tenant, 1, "ann", "here", "", command, beside));
    }
}
