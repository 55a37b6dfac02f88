package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.ExtendLiveOccasionRequest;
import io.kairoute.control.v1.ListLiveOccasionsRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.LiveOccasionDeclared;
import io.kairoute.control.v1.ResolveLiveOccasionRequest;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ChainVerifier;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.Proposal;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.control.log.TakesAll;
import io.kairoute.gateway.control.state.LiveAccounts;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.gateway.history.replay.DecisionReplay;
import io.kairoute.gateway.history.replay.DecisionReplay.Outcome;
import io.kairoute.router.Limits;
import io.kairoute.router.decide.Router;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.StoreException;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A control plane without a thread of its own: the tests step it, and set its clock. */
class LiveAccountsTest {
    private static final Call ANN = Call.by("ann", "here", Router.ANY_TENANT);
    private static final KeyHasher HASHER = new KeyHasher(new byte[KeyHasher.SECRET_BYTES]);
    private static final String JANE = "acct:jane-doe-4711";
    private static final String JOE = "acct:joe-bloggs-0815";
    private static final long HOUR_MS = 3_600_000;

    @TempDir
    private Path directory = Path.of("");

    private final TenantDirectory tenants = new TenantDirectory(List.of("default"));
    private SteppedLoop loop = new SteppedLoop(1_800_000_000_000L);
    private DecisionLog decisions;
    private Router router;
    private ControlPlane plane;

    @BeforeEach
    void start() {
        decisions = new DecisionLog(
                ordinal -> directory.resolve("decisions"), DecisionLogSettings.DEFAULT, InstantSource.system());
        router = new Router(tenants, true, decisions.newSink());
        plane = open();
    }

    @AfterEach
    void stop() {
        decisions.close();
        plane.close();
    }

    @Test
    void shouldMatchAndListTheKeysBeforeAndAfterARestart() {
        final LiveOccasion declared = declare(occasion(JANE, JOE));

        assertEquals(List.of(JANE, JOE), declared.getAccountsList());
        assertEquals("outage", ask(JANE));
        assertEquals("general", ask("acct:somebody-else"));
        assertEquals(List.of(JANE, JOE), listed().getAccountsList());

        restart();

        assertEquals("outage", ask(JANE));
        assertEquals("outage", ask(JOE));
        assertEquals("general", ask("acct:somebody-else"));
        assertEquals(List.of(JANE, JOE), listed().getAccountsList());
    }

    @Test
    void shouldPutMasksOnlyIntoTheChain() {
        declare(occasion(JANE));

        final List<String> commands = new ArrayList<>();
        try (ControlLog log = reading()) {
            TakesAll.of(log).forEach(entry -> commands.add(new String(entry.command(), StandardCharsets.ISO_8859_1)));
        }

        assertFalse(commands.stream().anyMatch(command -> command.contains("jane-doe")), commands::toString);
    }

    @Test
    void shouldKeepNoByteOfAKeyOnceItsLiveOccasionIsResolved() throws IOException {
        final String id = declare(occasion(JANE)).getId();
        assertTrue(isInAFile(JANE));

        changed(ControlCalls.resolve(
                plane, ANN, ResolveLiveOccasionRequest.newBuilder().setId(id).build()));
        tick();

        assertFalse(isInAFile(JANE));
        assertEquals(List.of(LiveAccounts.mask(JANE, HASHER)), listed().getAccountsList());
    }

    @Test
    void shouldKeepNoByteOfAnyOfManyKeysOnceTheirLiveOccasionsHaveEndedByTheClock() throws IOException {
        for (int i = 0; i < 40; i++) {
            final int number = i;
            declare(occasion(Stream.iterate(0, n -> n + 1)
                            .limit(20)
                            .map(n -> "acct:" + (number % 2 == 0 ? "goes-" : "stays-") + number + "-" + n)
                            .toArray(String[]::new))
                    .setExpireTime(Timestamps.fromMillis(loop.nowMs() + (number % 2 == 0 ? 1 : 2) * HOUR_MS)));
        }
        assertTrue(isInAFile("acct:goes-"));

        loop.jump(HOUR_MS);
        tick();

        assertFalse(isInAFile("goes-"));
        assertTrue(isInAFile("acct:stays-39-19"));
        assertEquals("outage", ask("acct:stays-39-19"));
        restart();
        assertEquals("outage", ask("acct:stays-1-0"));
    }

    @Test
    void shouldForgetWhatEndedWhileTheNodeWasDown() throws IOException {
        declare(occasion(JANE));
        plane.close();
        loop.jump(5 * HOUR_MS);

        plane = open();
        tick();

        assertFalse(isInAFile(JANE));
    }

    @Test
    void shouldKeepNoByteOfAnErasedKeyAndMatchItNoMore() throws IOException {
        declare(occasion(JANE, JOE));
        declare(occasion(JANE));

        erase(JANE);

        assertFalse(isInAFile(JANE));
        assertTrue(isInAFile(JOE));
        assertEquals("general", ask(JANE));
        assertEquals("outage", ask(JOE));
        assertEquals("general", ask("acct:somebody-else"), "a scope that lost all of its accounts fits nobody");
        restart();
        assertEquals("general", ask(JANE));
        assertEquals("outage", ask(JOE));
        assertEquals("general", ask("acct:somebody-else"));
    }

    @Test
    void shouldShowMasksFromTheMomentOnInWhichALiveOccasionEnds() {
        declare(occasion(JANE).setExpireTime(Timestamps.fromMillis(loop.nowMs() + HOUR_MS)));
        assertEquals(List.of(JANE), listed().getAccountsList());

        // before a tick has forgotten the keys
        loop.jump(HOUR_MS);

        assertEquals(List.of(LiveAccounts.mask(JANE, HASHER)), listed().getAccountsList());
    }

    @Test
    void shouldMakeAllDecisionsOfThatTimeAgain() throws IOException {
        declare(occasion(JANE, JOE).setExpireTime(Timestamps.fromMillis(loop.nowMs() + HOUR_MS)));
        askAll();
        erase(JANE);
        askAll();
        loop.jump(HOUR_MS);
        tick();
        askAll();
        // The clock is set back: what ended counts again, but nobody knows its accounts any more.
        loop.jump(-HOUR_MS);
        askAll();
        decisions.close();

        final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        try (ControlLog log = reading()) {
            final DecisionReplay replay = new DecisionReplay("default", new SnapshotHistory("default", HASHER, log));
            new ChunkReader().read(directory.resolve("decisions"), (record, set) -> {
                outcomes.merge(replay.replay(record, set), 1, Integer::sum);
                return true;
            });
        }

        assertEquals(Map.of(Outcome.SAME, 12), outcomes);
    }

    @Test
    void shouldStayOverWhatSomebodyEndedWhereTheClockIsSetBackBehindThat() {
        final String id = declare(occasion().setExpireTime(Timestamps.fromMillis(loop.nowMs() + 2 * HOUR_MS)))
                .getId();
        loop.jump(HOUR_MS);
        assertEquals("outage", ask(JANE));
        changed(ControlCalls.resolve(
                plane, ANN, ResolveLiveOccasionRequest.newBuilder().setId(id).build()));
        assertEquals("general", ask(JANE));

        loop.jump(-HOUR_MS / 2);

        assertEquals("general", ask(JANE));
        restart();
        assertEquals("general", ask(JANE));
    }

    @Test
    void shouldGoOnWithAKeyThatAnOlderVersionWroteIntoTheChain() {
        plane.close();
        try (ControlLog log = SqliteControlLog.open(directory.resolve("control.db"), key())) {
            TakesAll.after(log)
                    .append(new Proposal(
                            "default",
                            loop.nowMs(),
                            "ann",
                            "here",
                            "bills",
                            Command.newBuilder()
                                    .setLiveOccasionDeclared(LiveOccasionDeclared.newBuilder()
                                            .setLiveOccasion(occasion(JANE).setId("old")))
                                    .build(),
                            Beside.NOTHING));
        }

        plane = open();

        assertEquals(List.of(JANE), listed().getAccountsList());
        assertEquals("outage", ask(JANE));
        erase(JANE);
        assertEquals("general", ask(JANE));
    }

    @Test
    void shouldNotStartOnKeysThatAreNotThoseThatWereDeclared() throws SQLException {
        declare(occasion(JANE));
        plane.close();
        edit("UPDATE scope_key SET key = 'acct:somebody-else'");

        final StoreException refused = assertThrows(StoreException.class, this::open);

        assertTrue(refused.getMessage().contains("restore the data directory from a backup"), refused.getMessage());
        edit("DELETE FROM scope_key");
        assertThrows(StoreException.class, this::open);
        edit("INSERT INTO scope_key SELECT 'default', 'outage-3', '" + LiveAccounts.mask(JANE, HASHER) + "', '" + JANE
                + "'");
        plane = open();
    }

    @Test
    void shouldOpenALogOfTheFormatBefore() throws SQLException {
        plane.close();
        edit("DROP TABLE scope_key");
        edit("PRAGMA user_version = 1");
        assertEquals(
                List.of(),
                ChainVerifier.verify(directory.resolve("control.db"), key(), Map.of())
                        .findings());

        plane = open();

        declare(occasion(JANE));
        assertEquals("outage", ask(JANE));
    }

    @Test
    void shouldEmptyTheWriteAheadLogOnceAReaderLetsGo() throws Exception {
        final String id = declare(occasion(JANE)).getId();
        try (Connection reader = connection()) {
            reader.setAutoCommit(false);
            reader.createStatement().executeQuery("SELECT count(*) FROM entry").close();
            changed(ControlCalls.resolve(
                    plane,
                    ANN,
                    ResolveLiveOccasionRequest.newBuilder().setId(id).build()));
            tick();
            assertTrue(isInAFile(JANE), "the reader still sees it");
        }

        tick();

        assertFalse(isInAFile(JANE));
    }

    @Test
    void shouldRefuseAReasonOrIdThatNamesAnAccount() {
        for (final LiveOccasion.Builder naming : List.of(
                occasion(JANE).setReason("ticket of jane-doe-4711"),
                occasion(JANE).setId("jane-doe-4711"),
                occasion("a:1").setReason("see a:1"))) {
            assertEquals("NAMES_AN_ACCOUNT", refused(() -> declare(naming)));
        }
        final String id = declare(occasion(JANE)).getId();

        assertEquals(
                "NAMES_AN_ACCOUNT",
                refused(() -> work(tenant -> plane.liveOccasions()
                        .extend(
                                tenant,
                                ANN,
                                ExtendLiveOccasionRequest.newBuilder()
                                        .setId(id)
                                        .setExpireTime(Timestamps.fromMillis(loop.nowMs() + HOUR_MS))
                                        .setReason("jane-doe-4711 asked")
                                        .build()))));
    }

    private static String refused(final Executable call) {
        final Throwable thrown = assertThrows(CompletionException.class, call);
        return assertInstanceOf(ControlRefusal.class, thrown.getCause())
                .refusal()
                .reason();
    }

    private ControlPlane open() {
        final Path file = directory.resolve("control.db");
        final ChainKey key = ChainKey.open(directory.resolve("control.key"), Files.exists(file));
        loop = new SteppedLoop(loop.nowMs());
        final SqliteControlLog log = SqliteControlLog.open(file, key);
        final ControlPlane opened;
        try {
            opened = new ControlPlane(
                    log, tenants, Map.of("default", HASHER), ControlSettings.DEFAULT, loop.clock(), loop.loop());
        } catch (final StoreException e) {
            log.close();
            throw e;
        }
        final CompletableFuture<Void> configured = CompletableFuture.runAsync(
                () -> opened.configure("default", ControlTables.withPriority(70).getBytes(StandardCharsets.UTF_8)));
        while (!configured.isDone()) {
            loop.step();
        }
        configured.join();
        return opened;
    }

    private void restart() {
        plane.close();
        plane = open();
    }

    private <R> R work(final Function<TenantControl, R> change) {
        final CompletableFuture<R> done = plane.work().with(ANN, "", change);
        loop.step();
        return done.join();
    }

    private <R> R changed(final CompletableFuture<R> change) {
        loop.step();
        return change.join();
    }

    private void tick() {
        loop.tick(HOUR_MS);
    }

    private void erase(final String account) {
        work(tenant -> {
            final var unused =
                    plane.liveOccasions().forgetting().forget(tenant, ANN, Set.of(KeyHash.of(HASHER, account)));
            return account;
        });
        tick();
    }

    private LiveOccasion declare(final LiveOccasion.Builder occasion) {
        return changed(ControlCalls.declare(
                        plane,
                        ANN,
                        DeclareLiveOccasionRequest.newBuilder()
                                .setLiveOccasion(occasion)
                                .build()))
                .getLiveOccasion();
    }

    private LiveOccasion listed() {
        return work(tenant -> plane.liveOccasions()
                        .list(
                                tenant,
                                ANN,
                                ListLiveOccasionsRequest.newBuilder()
                                        .setIncludeEnded(true)
                                        .build()))
                .getLiveOccasions(0);
    }

    private LiveOccasion.Builder occasion(final String... accounts) {
        return LiveOccasion.newBuilder()
                .setOccasion("outage")
                .setReason("wrong bills")
                .setStartTime(Timestamps.fromMillis(loop.nowMs()))
                .setExpireTime(Timestamps.fromMillis(loop.nowMs() + HOUR_MS))
                .addAllAccounts(List.of(accounts));
    }

    private void askAll() {
        for (final String account : List.of(JANE, JOE, "acct:somebody-else")) {
            ask(account);
        }
    }

    private String ask(final String account) {
        final byte[] bytes = RouteRequest.newBuilder()
                .setContactId("c1")
                .setAccountKey(account)
                .build()
                .toByteArray();
        final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
        final int length =
                router.route(new UnsafeBuffer(bytes), 0, bytes.length, Router.ANY_TENANT, loop.nowMs(), response, 0);
        final byte[] answer = new byte[length];
        response.getBytes(0, answer);
        try {
            return RouteResponse.parseFrom(answer).getOccasion();
        } catch (final InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether one of the control log's files holds a text. */
    private boolean isInAFile(final String text) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    private SqliteControlLog reading() {
        return SqliteControlLog.openToRead(directory.resolve("control.db"), key());
    }

    private ChainKey key() {
        return ChainKey.read(directory.resolve("control.key"));
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("control.db"));
    }

    private void edit(final String statement) throws SQLException {
        try (Connection connection = connection()) {
            connection.createStatement().execute(statement);
        }
    }
}
