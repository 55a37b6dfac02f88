package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.DeclareLiveOccasionResponse;
import io.kairoute.control.v1.FoldVersionSet;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.Proposal;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.control.log.TakesAll;
import io.kairoute.gateway.control.state.TenantState;
import io.kairoute.router.decide.Router;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node says that cannot take a change, or cannot put it into effect, and goes on routing. */
class ChangesNotTakenTest {
    private static final Call ANN = Call.by("ann", "here", Router.ANY_TENANT);

    @TempDir
    private Path directory = Path.of("");

    @SuppressWarnings("NullAway.Init") // the plane opens its log as it is made
    private FailingLog log;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private SteppedPlane node;

    @BeforeEach
    void start() {
        open();
        node.publishTable();
    }

    private void open() {
        node = new SteppedPlane(directory, opened -> {
            log = new FailingLog(opened);
            return log;
        });
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldTakeNoChangeOnceAnOldEntryIsFoundToBeDamaged() {
        log.damage();

        assertEquals("LOG_DAMAGED", refusal(declare("")));
        assertEquals(1, current());
    }

    @Test
    void shouldTakeNoChangeBehindAnEntryOfANewerVersion() {
        restartBehind(Command.newBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                999,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(ByteString.copyFromUtf8("later"))
                                        .build())
                        .build())
                .build());

        assertEquals("UPGRADE_NEEDED", refusal(declare("")));
        assertEquals(1, current());
    }

    @Test
    void shouldTakeNoChangeWhereNewerRulesHold() {
        restartBehind(Command.newBuilder()
                .setFoldVersionSet(FoldVersionSet.newBuilder().setVersion(TenantState.FOLD_VERSION + 1))
                .build());

        assertEquals("UPGRADE_NEEDED", refusal(draft()));
    }

    @Test
    void shouldSayThatAChangeIsNotInEffectAndCatchUpByItself() {
        log.withoutKeys(true);
        assertEquals("NOT_IN_EFFECT", refusal(declare("acct:7")));

        log.withoutKeys(false);
        node.loop().tick();

        assertFalse(node.work(TenantControl::isBehind));
        assertEquals(List.of("acct:7"), node.work(tenant -> tenant.state()
                .accounts()
                .byKeys(tenant.state().live().values().iterator().next())
                .orElseThrow()
                .getAccountsList()));
    }

    @Test
    void shouldCountAChangeThatTheDiskDoesNotTakeAndNoneThatIsRefused() {
        log.refuseAll();
        assertThrows(CompletionException.class, () -> node.done(declare("")));
        log.takeAgain();
        final var unused = node.done(declare(""));

        final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        node.plane().meter().bindTo(registry);
        assertTrue(
                registry.scrape().contains("kairoute_control_log_append_failures_total{outcome=\"not_written\"} 1.0"),
                registry::scrape);
        assertTrue(
                registry.scrape().contains("kairoute_control_log_append_failures_total{outcome=\"unknown\"} 0.0"),
                registry::scrape);
    }

    private void restartBehind(final Command command) {
        node.close();
        try (ControlLog later = SqliteControlLog.open(
                directory.resolve("control.db"), ChainKey.read(directory.resolve("control.key")))) {
            final var unused = TakesAll.after(later)
                    .append(new Proposal("default", node.nowMs(), "ann", "here", "", command, Beside.NOTHING));
        }
        open();
    }

    private CompletableFuture<DeclareLiveOccasionResponse> declare(final String account) {
        final LiveOccasion.Builder occasion = LiveOccasion.newBuilder()
                .setOccasion("outage")
                .setReason("x")
                .setExpireTime(Timestamps.fromMillis(node.nowMs() + 600_000));
        if (!account.isEmpty()) {
            occasion.addAccounts(account);
        }
        return ControlCalls.declare(
                node.plane(),
                ANN,
                DeclareLiveOccasionRequest.newBuilder()
                        .setLiveOccasion(occasion)
                        .build());
    }

    private CompletableFuture<?> draft() {
        return ControlCalls.create(
                node.plane(), ANN, CreateDraftRequest.newBuilder().setDraft("d").build());
    }

    private long current() {
        return node.work(tenant -> tenant.revisions().needCurrent().number());
    }

    private String refusal(final CompletableFuture<?> change) {
        final CompletionException refused = assertThrows(CompletionException.class, () -> node.done(change));
        return assertInstanceOf(ControlRefusal.class, refused.getCause())
                .refusal()
                .reason();
    }
}
