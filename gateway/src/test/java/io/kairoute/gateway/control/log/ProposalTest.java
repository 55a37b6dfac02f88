package io.kairoute.gateway.control.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.UnknownFieldSet;
import io.kairoute.control.v1.Command;
import io.kairoute.gateway.sqlite.AwayDisk;
import io.kairoute.router.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProposalTest {
    private static final byte[] DOCUMENT = "table: t\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private Path file;
    private ChainKey key;
    private final ToyFold fold = new ToyFold();

    @BeforeEach
    void makeKey() {
        file = directory.resolve("control.db");
        key = ChainKey.open(directory.resolve("control.key"), false);
    }

    @Test
    void shouldTellOneOutcomeForEachProposalInLogOrder() {
        try (ControlLog log = followed()) {
            final Verdict.Accepted first = accepted(log.propose(ToyFold.proposal("default", 0, "r1")));
            final Verdict second =
                    log.propose(ToyFold.proposal("default", 0, "r2")).join();
            final Verdict again =
                    log.propose(ToyFold.proposal("default", 0, "r1")).join();
            final Verdict.Accepted other = accepted(log.propose(ToyFold.proposal("bank", 0, "")));

            assertEquals(new Verdict.Rejected(Rejection.BASE_REVISION), second);
            assertEquals(new Verdict.Duplicate("r1"), again);
            assertEquals(1, first.entry().sequence());
            assertEquals(2, other.entry().sequence());
            assertEquals(1, other.entry().number());
            assertEquals(List.of(1L, 2L), fold.applied());
            assertEquals(2, log.position());
        }
        assertSound();
    }

    @Test
    void shouldWriteTheCommandAsTheFoldCompletedIt() throws Exception {
        try (ControlLog log = followed()) {
            accepted(log.propose(ToyFold.proposal("default", 0, "")));
            final Verdict.Accepted second = accepted(log.propose(ToyFold.proposal("default", 1, "")));

            final Command written = Command.parseFrom(second.entry().command());

            assertEquals(2, written.getTablePublished().getRevision());
            assertEquals("table_published", second.entry().kind());
            assertArrayEquals(
                    second.entry().hash(),
                    log.newest("default", EntryFilter.ALL, 1).get(0).hash());
        }
    }

    @Test
    void shouldJudgeNothingBeforeSomebodyFollows() {
        try (ControlLog log = SqliteControlLog.open(file, key)) {
            assertThrows(IllegalStateException.class, () -> log.propose(ToyFold.proposal("default", 0, "")));
        }
    }

    @Test
    void shouldHandOverWhatStandsBehindThePosition() {
        try (ControlLog log = followed()) {
            for (int i = 0; i < 5; i++) {
                accepted(log.propose(ToyFold.proposal("default", i, "")));
            }
        }
        final ToyFold later = new ToyFold();

        try (ControlLog log = SqliteControlLog.open(file, key)) {
            log.follow(3, later);

            assertEquals(List.of(4L, 5L), later.applied());
            assertEquals(
                    6,
                    accepted(log.propose(ToyFold.proposal("default", 5, "")))
                            .entry()
                            .number());
        }
    }

    @Test
    void shouldStopAtAnEntryOfTheFutureAndWriteNothingAfterIt() {
        try (ControlLog log = followed()) {
            accepted(log.propose(ToyFold.proposal("default", 0, "")));
            TakesAll.after(log).append(future("default"));
        }
        final ToyFold later = new ToyFold();

        try (ControlLog log = SqliteControlLog.open(file, key)) {
            TakesAll.after(log).append(future("default"));
            log.follow(0, later);
            final Verdict verdict =
                    log.propose(ToyFold.proposal("default", 1, "")).join();

            assertEquals(new Verdict.NeedsNewer(), verdict);
            assertEquals(List.of(1L), later.applied());
            assertEquals(3, log.position());
            assertEquals(3, log.newest("default", EntryFilter.ALL, 9).size());
        }
        assertSound();
    }

    @Test
    void shouldJudgeNothingMoreOnceTheFoldFailedOverAnEntry() {
        final ToyFold broken = new ToyFold() {
            @Override
            public boolean apply(final ControlEntry entry) {
                throw new IllegalStateException("no");
            }
        };
        try (ControlLog log = SqliteControlLog.open(file, key)) {
            log.follow(0, broken);
            assertThrows(IllegalStateException.class, () -> log.propose(ToyFold.proposal("default", 0, "")));

            assertEquals(
                    new Verdict.NeedsNewer(),
                    log.propose(ToyFold.proposal("bank", 0, "")).join());
        }
        assertSound();
    }

    @Test
    void shouldWriteNothingOfAChangeWhoseDocumentIsMissing() {
        try (ControlLog log = followed()) {
            final Proposal whole = ToyFold.proposal("default", 0, "", DOCUMENT);
            final Proposal alone = new Proposal(
                    whole.tenant(),
                    whole.atMs(),
                    whole.actor(),
                    whole.origin(),
                    whole.reason(),
                    whole.command(),
                    Beside.NOTHING);

            final StoreException refused = refused(log.propose(alone));

            assertTrue(refused.getMessage().contains("document"), refused.getMessage());
            assertEquals(0, log.position());
            accepted(log.propose(whole));
            assertArrayEquals(DOCUMENT, log.document(Sha256.of(DOCUMENT)));
        }
        assertSound();
    }

    @Test
    void shouldKeepOneDocumentThatComesTwice() throws SQLException {
        try (ControlLog log = followed()) {
            accepted(log.propose(ToyFold.proposal("default", 0, "", DOCUMENT)));
            accepted(log.propose(ToyFold.proposal("bank", 0, "", DOCUMENT)));
        }
        assertEquals(1, count("document"));
        assertEquals(2, count("document_holder"));
        assertSound();
    }

    @Test
    void shouldKeepNoDocumentThatItsEntryDoesNotHold() throws SQLException {
        try (ControlLog log = followed()) {
            final Proposal nothing = ToyFold.proposal("default", 0, "");
            accepted(log.propose(
                    new Proposal("default", 0, "key:ann", "here", "", nothing.command(), Beside.document(DOCUMENT))));
        }
        assertEquals(0, count("document"));
    }

    @Test
    void shouldNeverForkWhereAnotherProcessWrote() {
        try (ControlLog log = followed();
                ControlLog other = SqliteControlLog.open(file, key)) {
            other.follow(0, new ToyFold());
            accepted(other.propose(ToyFold.proposal("default", 0, "")));

            final StoreException refused = refused(log.propose(ToyFold.proposal("bank", 0, "", DOCUMENT)));

            assertTrue(refused.getMessage().contains("another process wrote it"), refused.getMessage());
            assertEquals(List.of(), fold.applied());
        }
        assertSound();
    }

    @Test
    void shouldSayThatAnotherProcessHasTheFile() throws SQLException {
        try (ControlLog log = followed();
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            final StoreException refused = refused(log.propose(ToyFold.proposal("default", 0, "")));

            assertTrue(refused.getMessage().contains("another process writes it"), refused.getMessage());
            statement.execute("ROLLBACK");
            accepted(log.propose(ToyFold.proposal("default", 0, "")));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldFoldAChangeOfUnknownOutcomeInFirstWhereItIsThere(final boolean isThere) {
        final AwayDisk disk = new AwayDisk();
        try (ControlLog log = followedOn(disk)) {
            disk.goInCommit(isThere);
            final OutcomeUnknownException unknown = assertInstanceOf(
                    OutcomeUnknownException.class, cause(log.propose(ToyFold.proposal("default", 0, "r1"))));
            assertTrue(String.valueOf(unknown.getMessage()).contains("request_id"), unknown.getMessage());
            assertInstanceOf(StoreException.class, cause(log.propose(ToyFold.proposal("default", 0, "r2"))));
            assertEquals(List.of(), fold.applied());
            disk.comeBack();

            final Verdict again =
                    log.propose(ToyFold.proposal("default", 0, "r1")).join();

            if (isThere) {
                assertEquals(new Verdict.Duplicate("r1"), again);
            } else {
                assertInstanceOf(Verdict.Accepted.class, again);
            }
            assertEquals(List.of(1L), fold.applied());
            assertEquals(1, log.position());
            accepted(log.propose(ToyFold.proposal("default", 1, "r2")));
        }
        assertSound();
    }

    @Test
    void shouldFindAnUnknownOutcomeOutWhenNobodyProposes() {
        final AwayDisk disk = new AwayDisk();
        try (ControlLog log = followedOn(disk)) {
            disk.goInCommit(true);
            cause(log.propose(ToyFold.proposal("default", 0, "r1")));
            log.settle();
            assertEquals(List.of(), fold.applied());
            disk.comeBack();

            log.settle();
            log.settle();

            assertEquals(List.of(1L), fold.applied());
        }
        assertSound();
    }

    @Test
    void shouldFoldAChangeOfUnknownOutcomeInAfterARestart() {
        final AwayDisk disk = new AwayDisk();
        try (ControlLog log = followedOn(disk)) {
            disk.goInCommit(true);
            cause(log.propose(ToyFold.proposal("default", 0, "r1")));
        }
        assertEquals(List.of(), fold.applied());

        followed().close();

        assertEquals(List.of(1L), fold.applied());
    }

    private ControlLog followed() {
        final ControlLog log = SqliteControlLog.open(file, key);
        log.follow(0, fold);
        return log;
    }

    private ControlLog followedOn(final AwayDisk disk) {
        final ControlLog log = SqliteControlLog.over(file, disk.open(file, ControlLogLayout.LAYOUT), key);
        log.follow(0, fold);
        return log;
    }

    private void assertSound() {
        assertEquals(List.of(), ChainVerifier.verify(file, key, Map.of()).findings());
    }

    private int count(final String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            return statement.executeQuery("SELECT count(*) FROM " + table).getInt(1);
        }
    }

    private static Proposal future(final String tenant) {
        final Command command = Command.newBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                4_000,
                                UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                        .build())
                .build();
        return new Proposal(tenant, 0, "key:ann", "here", "", command, Beside.NOTHING);
    }

    private static Verdict.Accepted accepted(final CompletableFuture<Verdict> outcome) {
        return assertInstanceOf(Verdict.Accepted.class, outcome.join());
    }

    private static StoreException refused(final CompletableFuture<Verdict> outcome) {
        return assertInstanceOf(StoreException.class, cause(outcome));
    }

    private static Throwable cause(final CompletableFuture<Verdict> outcome) {
        return Objects.requireNonNull(
                assertThrows(CompletionException.class, outcome::join).getCause());
    }
}
