package io.kairoute.router.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.Limits;
import io.kairoute.router.SmallTable;
import io.kairoute.router.codec.MaskedRequest;
import io.kairoute.router.compile.LiveScopes;
import io.kairoute.router.decide.Router;
import io.kairoute.router.differential.CompiledRouter;
import io.kairoute.router.explain.Explainer;
import io.kairoute.router.explain.Explanation.Candidate;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.reference.Scenario;
import io.kairoute.router.snapshot.LiveTable;
import io.kairoute.routing.v1.RouteRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.junit.jupiter.api.Test;

/** What is found of a record is what stage one found of the contact, though the record has no account key. */
class FittingLiveTest {
    private static final int LIVE = 150;
    private static final int CONTACTS = 3_000;
    private static final int RING_BYTES = 1 << 20;
    private static final List<String> REGIONS = List.of("US", "US-FL", "US-FL-MIAMI", "US-GA", "AU");
    private static final List<String> PRODUCTS = List.of("internet", "tv", "mobile");
    private static final List<String> ACCOUNTS = List.of("acc:1", "acc:2", "acc:3");
    private static final List<String> ENTRIES = List.of("ivr", "web");
    private static final List<String> CHANNELS = List.of("VOICE", "CHAT", "EMAIL");

    private final long seed = Long.getLong("kairoute.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final OneToOneRingBuffer ring = new OneToOneRingBuffer(
            new UnsafeBuffer(ByteBuffer.allocateDirect(RING_BYTES + RingBufferDescriptor.TRAILER_LENGTH)));
    private final FittingLive fitting = new FittingLive();

    @Test
    void shouldFindTheLiveOccasionsThatStageOneFound() {
        final SmallTable table = SmallTable.of();
        final List<LiveOccasion> declared =
                IntStream.range(0, LIVE).mapToObj(this::declared).toList();
        declared.forEach(table::live);
        final Scenario scenario = table.scenario();
        final Router router = CompiledRouter.open(scenario, new DecisionRecorder(ring));
        final LiveTable asLogged = LiveScopes.of(
                declared.stream().map(one -> masked(one, scenario)).toList());
        final Set<String> everFound = new HashSet<>();
        for (int i = 0; i < CONTACTS; i++) {
            route(router, contact(i));
            final List<String> stageOne = new Explainer(router.contact())
                    .explain(false).candidates().stream()
                            .filter(candidate -> candidate.source().equals("LIVE"))
                            .map(Candidate::origin)
                            .sorted()
                            .toList();

            final List<String> found = found(declared, asLogged);

            assertEquals(stageOne, found, "contact " + i + ", -Dkairoute.seed=" + seed);
            everFound.addAll(found);
        }
        assertTrue(everFound.size() > LIVE / 2, "that many were ever found: " + everFound.size());
    }

    private LiveOccasion declared(final int number) {
        final long fromMs = SmallTable.NOW_MS + random.nextInt(3) - 1;
        return new LiveOccasion(
                "live-" + number,
                random.nextBoolean() ? "outage" : "billing",
                10_000,
                some(REGIONS),
                some(PRODUCTS),
                some(ACCOUNTS),
                some(ENTRIES),
                some(CHANNELS),
                fromMs,
                fromMs + 1 + random.nextInt(3));
    }

    /** Nothing most of the time. */
    private List<String> some(final List<String> values) {
        return random.nextInt(3) > 0
                ? List.of()
                : values.stream().filter(value -> random.nextBoolean()).toList();
    }

    private RouteRequest contact(final int number) {
        return RouteRequest.newBuilder()
                .setContactId("c-" + number)
                .setRegion(one(REGIONS).toLowerCase(Locale.ROOT))
                .setProduct(one(PRODUCTS))
                .setAccountKey(one(ACCOUNTS))
                .setEntryPoint(one(ENTRIES))
                .setChannel(one(CHANNELS))
                .build();
    }

    private String one(final List<String> values) {
        return random.nextInt(6) == 0 ? "" : values.get(random.nextInt(values.size()));
    }

    private static void route(final Router router, final RouteRequest request) {
        final byte[] bytes = request.toByteArray();
        final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
        final int length = router.route(new UnsafeBuffer(bytes), 0, bytes.length, 0, SmallTable.NOW_MS, response, 0);
        assertTrue(length > 0, "status " + length);
    }

    private List<String> found(final List<LiveOccasion> declared, final LiveTable asLogged) {
        final List<String> found = new ArrayList<>();
        ring.read((type, buffer, index, length) -> {
            final DecisionRecord record = new DecisionRecord();
            assertTrue(record.wrap(buffer, index, length), "the record can be read");
            for (int i = fitting.first(record, asLogged); i != FittingLive.NONE; i = fitting.next(i)) {
                found.add(declared.get(i).id());
            }
        });
        return found.stream().sorted().toList();
    }

    private static LiveOccasion masked(final LiveOccasion one, final Scenario scenario) {
        return new LiveOccasion(
                one.id(),
                one.occasion(),
                one.confidenceBp(),
                one.regions(),
                one.products(),
                one.accounts().stream().map(account -> mask(account, scenario)).toList(),
                one.entryPoints(),
                one.channels(),
                one.fromMs(),
                one.untilMs());
    }

    private static String mask(final String account, final Scenario scenario) {
        final byte[] key = account.getBytes(StandardCharsets.UTF_8);
        final byte[] text = new byte[MaskedRequest.MASK_BYTES];
        new MaskedRequest().mask(key, 0, key.length, new KeyHasher(scenario.secret()), text, 0);
        return new String(text, StandardCharsets.US_ASCII);
    }

    @Test
    void shouldFindNothingWhereNothingIsLive() {
        final Router router = CompiledRouter.open(SmallTable.of().scenario(), new DecisionRecorder(ring));
        route(router, contact(0));

        assertEquals(List.of(), found(List.of(), LiveScopes.of(List.of())));
    }
}
