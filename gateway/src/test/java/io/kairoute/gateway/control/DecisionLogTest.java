package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.OverrideQueueRequest;
import io.kairoute.control.v1.QueueState;
import io.kairoute.control.v1.ReportQueueStatesRequest;
import io.kairoute.control.v1.SetSwitchRequest;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.gateway.history.replay.DecisionReplay;
import io.kairoute.gateway.history.replay.DecisionReplay.Outcome;
import io.kairoute.router.Limits;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.decide.Router;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.routing.v1.RouteRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionLogTest {
    private static final long SEED = Long.getLong("kairoute.seed", 20_261_122L);
    private static final int CONTACTS = 600;
    private static final ReadableSet SEGMENTS = new ReadableSet(
            new HalfKnown(),
            new SegmentSetHeader(
                    "set-1",
                    System.currentTimeMillis(),
                    10,
                    10,
                    Map.of(
                            ProfileAttribute.TIER, List.of("standard", "gold"),
                            ProfileAttribute.LANGUAGE, List.of("en", "es"))));

    private static final int END_BYTES = 33;

    @TempDir
    private Path directory;

    /** Knows every other customer by its hash, each by a tier and language of its own. */
    private record HalfKnown() implements SegmentLookup {
        @Override
        public int profile(final SegmentKey key, final ProfileFlyweight into) {
            if ((key.low() & 1) == 0) {
                return MISSING;
            }
            into.reset()
                    .ordinal(ProfileAttribute.TIER, 1 + (int) (key.low() >>> 1 & 1))
                    .ordinal(ProfileAttribute.LANGUAGE, 1 + (int) (key.low() >>> 2 & 1))
                    .consent((int) (key.low() >>> 3 & 1));
            into.canonical(key.low(), key.high());
            return FOUND;
        }

        @Override
        public boolean isAvailable() {
            return true;
        }
    }

    @Test
    void shouldMakeEveryLoggedDecisionAgainWhateverHappenedMeanwhile() throws IOException {
        routeThroughABadDay();

        final Map<Outcome, Integer> outcomes = replay(false);

        assertEquals(Map.of(Outcome.SAME, CONTACTS), outcomes, "seed=" + SEED);
    }

    @Test
    void shouldMakeADecisionOfTheDeadlineAgain() throws IOException {
        final TenantDirectory tenants = new TenantDirectory(List.of("default"));
        try (DecisionLog log = new DecisionLog(
                        ordinal -> directory.resolve("decisions"),
                        DecisionLogSettings.DEFAULT,
                        InstantSource.system());
                ControlPlane plane =
                        ControlNode.plane(directory, tenants, ControlSettings.DEFAULT, InstantSource.system())) {
            plane.configure("default", ControlTables.rich(70).getBytes(StandardCharsets.UTF_8));
            final Router router = new Router(tenants, true, log.newSink());
            final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_BYTES]);
            final Random random = new Random(SEED);
            for (int i = 0; i < 50; i++) {
                final byte[] bytes = contact(i, random).toByteArray();
                final UnsafeBuffer request = new UnsafeBuffer(bytes);
                final long nowMs = System.currentTimeMillis();
                final int length = i % 2 == 0
                        ? router.routeToDefault(request, 0, bytes.length, Router.ANY_TENANT, nowMs, response, 0)
                        : router.route(request, 0, bytes.length, Router.ANY_TENANT, nowMs, response, 0);
                assertTrue(length > 0);
            }
        }

        assertEquals(Map.of(Outcome.SAME, 50), replay(false));
    }

    @Test
    void shouldSeeADecisionThatComesOutDifferently() throws IOException {
        routeThroughABadDay();

        final Map<Outcome, Integer> outcomes = replay(true);

        assertTrue(outcomes.getOrDefault(Outcome.DIFFERENT, 0) > CONTACTS / 10, outcomes::toString);
    }

    @Test
    void shouldKeepNoKeyOfACustomer() throws IOException {
        routeThroughABadDay();

        for (final Path chunk : ChunkReader.chunks(directory.resolve("decisions"))) {
            final String bytes = Files.readString(chunk, StandardCharsets.ISO_8859_1);
            assertTrue(bytes.contains("no_internet"));
            assertFalse(bytes.contains("crm:"), "a customer key");
            assertFalse(bytes.contains("tel:"), "an alternate key");
            assertFalse(bytes.contains("acct:"), "an account key");
        }
    }

    @Test
    void shouldStepOverDamageAndCutTailsAndSaySo() throws IOException {
        routeThroughABadDay();
        final Path chunk = ChunkReader.chunks(directory.resolve("decisions")).get(0);
        final byte[] whole = Files.readAllBytes(chunk);
        final Random random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            final byte[] damaged = whole.clone();
            damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(chunk, damaged);
            final ChunkReader reader = read();
            assertTrue(reader.damaged() + reader.cutBytes() > 0, "seed=" + SEED + " i=" + i);
        }
        Files.write(chunk, Arrays.copyOf(whole, whole.length - END_BYTES - 5));

        final ChunkReader cut = read();

        assertEquals(CONTACTS - 1, cut.decisions());
        assertTrue(cut.cutBytes() > 0);
    }

    @Test
    void shouldCountWhatAFullRingLoses() {
        final DecisionLogSettings tiny = new DecisionLogSettings(4_096, 1 << 20, Long.MAX_VALUE / 2, Long.MAX_VALUE);
        try (DecisionLog log =
                        new DecisionLog(ordinal -> directory.resolve("decisions"), tiny, InstantSource.system());
                ControlNode node =
                        ControlNode.start(directory, ControlSettings.DEFAULT, InstantSource.system(), Map.of(), log)) {
            node.publish(ControlTables.withPriority(70), 0);
            for (int i = 0; i < 50; i++) {
                // Longer than an eighth of the ring, so that no record of it ever fits.
                node.ask(RouteRequest.newBuilder()
                        .setContactId("c" + i)
                        .putLabels("a", "x".repeat(250))
                        .putLabels("b", "x".repeat(250))
                        .build());
            }

            assertEquals(50, log.lost());
        }
    }

    private void routeThroughABadDay() {
        final Random random = new Random(SEED);
        try (DecisionLog log = new DecisionLog(
                        ordinal -> directory.resolve("decisions"),
                        DecisionLogSettings.DEFAULT,
                        InstantSource.system());
                ControlNode node =
                        ControlNode.start(directory, ControlSettings.DEFAULT, InstantSource.system(), Map.of(), log)) {
            log.segments(0, SEGMENTS);
            node.plane().sets().serve("default", SEGMENTS);
            node.publish(ControlTables.rich(70), 0);
            for (int i = 0; i < CONTACTS; i++) {
                if (i % 40 == 20) {
                    change(node, i, random);
                }
                node.ask(contact(i, random));
            }
            assertEquals(0, log.lost());
        }
    }

    private static void change(final ControlNode node, final int i, final Random random) {
        switch (i / 40 % 5) {
            case 0 ->
                node.live()
                        .declareLiveOccasion(DeclareLiveOccasionRequest.newBuilder()
                                .setLiveOccasion(LiveOccasion.newBuilder()
                                        .setOccasion("outage")
                                        .addAccounts("acct:" + random.nextInt(5))
                                        .setReason("x")
                                        .setExpireTime(in(1_000 + random.nextInt(60_000))))
                                .build());
            case 1 ->
                node.queues()
                        .reportQueueStates(ReportQueueStatesRequest.newBuilder()
                                .addStates(QueueState.newBuilder()
                                        .setQueue("outage-desk")
                                        .setDepth(random.nextInt(20)))
                                .build());
            case 2 ->
                node.publish(
                        ControlTables.rich(random.nextInt(100)),
                        node.ask(RouteRequest.newBuilder().setDryRun(true).build())
                                .getTableRevision());
            case 3 ->
                node.queues()
                        .overrideQueue(OverrideQueueRequest.newBuilder()
                                .setQueue("general")
                                .setKind("CLOSED")
                                .setReason("x")
                                .setExpireTime(in(500))
                                .build());
            default ->
                node.queues()
                        .setSwitch(SetSwitchRequest.newBuilder()
                                .setSwitch("stage_two")
                                .setOff(random.nextBoolean())
                                .setReason("x")
                                .setExpireTime(in(500))
                                .build());
        }
    }

    private static RouteRequest contact(final int i, final Random random) {
        final RouteRequest.Builder contact = RouteRequest.newBuilder().setContactId("c" + i);
        if (random.nextInt(4) > 0) {
            contact.setCustomerKey((random.nextInt(9) == 0 ? "" : "crm:") + random.nextInt(1_000));
        }
        if (random.nextBoolean()) {
            contact.addAlternateKeys("tel:" + random.nextInt(1_000)).addAlternateKeys("tel:" + random.nextInt(1_000));
        }
        if (random.nextBoolean()) {
            contact.setAccountKey("acct:" + random.nextInt(5));
        }
        if (random.nextBoolean()) {
            contact.setIntent("no_internet").setIntentConfidence(random.nextDouble());
        }
        if (random.nextInt(5) == 0) {
            contact.setTimestamp(in(-random.nextInt(86_400_000)));
        }
        if (random.nextInt(5) == 0) {
            contact.setAttempt(1).setPreviousDecisionId("p1-0123456789abcdef01234567");
        }
        return contact.putLabels("line", "l" + random.nextInt(3)).build();
    }

    private ChunkReader read() {
        final ChunkReader reader = new ChunkReader();
        reader.read(directory.resolve("decisions"), (record, set) -> true);
        return reader;
    }

    private Map<Outcome, Integer> replay(final boolean isTampered) throws IOException {
        final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        try (ControlLog log = SqliteControlLog.openToRead(
                directory.resolve("control.db"), ChainKey.read(directory.resolve("control.key")))) {
            final DecisionReplay replay = new DecisionReplay(
                    "default", new SnapshotHistory("default", new KeyHasher(new byte[KeyHasher.SECRET_BYTES]), log));
            new ChunkReader().read(directory.resolve("decisions"), (record, set) -> {
                outcomes.merge(replay.replay(isTampered ? anonymous(record) : record, set), 1, Integer::sum);
                return true;
            });
        }
        return outcomes;
    }

    // The same decision, of somebody whom no lookup finds.
    private static DecisionRecord anonymous(final DecisionRecord record) {
        final byte[] bytes = new byte[record.buffer().capacity()];
        record.buffer().getBytes(0, bytes);
        bytes[3] = DecisionRecord.NOT_FOUND;
        final DecisionRecord changed = new DecisionRecord();
        changed.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
        return changed;
    }

    private static Timestamp in(final long ms) {
        return Timestamps.fromMillis(System.currentTimeMillis() + ms);
    }
}
