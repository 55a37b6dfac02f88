package io.kairoute.router.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kairoute.router.Limits;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.live.QueueOverride;
import io.kairoute.router.live.QueueOverride.Kind;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.live.Switches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a host declares and reports is checked as the gateway checks it, and named in one sentence where it cannot be. */
class EmbeddedInputTest {
    private static final long NOW = Host.NOON.toEpochMilli();
    private static final long BEHIND_2100 = 4_133_980_800_000L;
    private static final List<String> NONE = List.of();
    private static final String OTHER = """
            table: other
            format: 1
            defaults:
              occasion: care
              tier: all
              treatment: {queue: care, script: s, priority: 40, sla: 60s, effort: 3}
              when_ambiguous: {queue: care, script: s, priority: 40}
            occasions:
              - {id: care, name: Care, job: Help me, owner: me, clear_at: 0.8, ambiguous_at: 0.5, metrics: [m], treatment: {queue: care}}
            tiers:
              - {id: all, name: All, definition: all, owner: me, cadence: weekly, version: 1, success: {metric: m, target: 0.5}}
            queues:
              - {id: care, name: Care}
            scripts:
              - {id: s, name: S, version: 1, default: en, languages: {en: hello}}
            metrics:
              - {id: m, lens: occasion, unit: seconds, window: contact, owner: me}
            """;

    @SuppressWarnings("NullAway") // what a host may do all the same
    private static final String NO_TEXT = null;

    @TempDir
    private Path directory = Path.of("");

    private EmbeddedRouting routing;

    @BeforeEach
    void open() {
        routing = Host.open(directory);
    }

    @AfterEach
    void close() {
        routing.close();
    }

    @Test
    void shouldTakeRegionsAndChannelsInSmallLetters() {
        routing.declare(
                List.of(new LiveOccasion(
                        "storm", "outage", 10_000, List.of("us-pa"), NONE, NONE, NONE, List.of("voice"), NOW, NOW + 1)),
                List.of());

        final RoutedContact routed = routing.newRouter()
                .route(ContactRequest.of("call-1").region("US-PA-19104").channel("VOICE"));

        assertEquals("outage", routed.occasion());
        assertEquals("LIVE", routed.occasionSource());
    }

    @Test
    void shouldTakeTheFirstAndTheLastTimeThatThereIs() {
        routing.declare(List.of(occasion("storm", "outage", 10_000, 0, BEHIND_2100)), List.of());
        routing.switchOff(new Switches(BEHIND_2100, 0));

        final RoutedContact routed = routing.newRouter().route(ContactRequest.of("call-1"));

        assertEquals("outage", routed.occasion());
        assertEquals(List.of("STAGE_TWO_OFF"), routed.flags());
    }

    @Test
    void shouldTakeFiguresThatNobodyKnows() {
        assertTrue(routing.report(
                new QueueState("outage-desk", NOW, QueueState.UNKNOWN, QueueState.UNKNOWN, QueueState.UNKNOWN)));
    }

    @Test
    void shouldKeepTheLaterOfTwoStatesWhicheverIsReportedFirst() {
        assertTrue(routing.report(new QueueState("outage-desk", NOW + 60_000, 1, 1, 1)));

        assertFalse(routing.report(new QueueState("outage-desk", NOW + 59_999, 1, 1, 1)));
        assertTrue(
                routing.report(new QueueState("outage-desk", NOW + 60_000, 2, 2, 2)),
                "of the same time, the later report");
    }

    @Test
    void shouldRefuseAKeyThatNoContactIsFoundBy() {
        for (final String key : List.of("4711", "", ":4711", "crm:", "crm:" + "x".repeat(252))) {
            assertThrows(IllegalArgumentException.class, () -> routing.hash(key), key);
            assertThrows(IllegalArgumentException.class, () -> routing.erase(key), key);
        }
    }

    @Test
    void shouldRefuseATextThatIsNone() {
        final ContactRequest contact = ContactRequest.of("call-1");

        assertThrows(IllegalArgumentException.class, () -> contact.label("a", "\uD83D"));
        assertThrows(IllegalArgumentException.class, () -> contact.product("\uDE00\uD83D"));
        assertThrows(IllegalArgumentException.class, () -> contact.retry(-1, "id"));
        assertEquals(
                "the text of a field is null: leave the call out where there is none",
                assertThrows(NullPointerException.class, () -> contact.region(NO_TEXT))
                        .getMessage());
        assertEquals(
                "call-1",
                routing.newRouter().route(contact.product("\uD83D\uDE00")).contactId());
    }

    @Test
    void shouldWarnOfWhatIsLiveAndHeldThatANewTableDoesNotHave() throws IOException {
        routing.declare(
                List.of(occasion("storm", "outage", 10_000, NOW, NOW + 1_000)),
                List.of(override("outage-desk", Kind.REDIRECT, "outage-overflow")));

        final List<String> same = routing.publish(Host.table(directory, "same")).warnings();
        final List<String> another = routing.publish(Files.writeString(directory.resolve("other.yaml"), OTHER))
                .warnings();

        assertEquals(List.of(), same);
        assertEquals(
                List.of(
                        "live occasion \"storm\" does nothing now: this table has no occasion \"outage\"",
                        "the override of queue \"outage-desk\" does nothing now: this table does not have that queue"),
                another.subList(another.size() - 2, another.size()));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                occasions(
                        "there is no \"outtage\"; did you mean \"outage\"?", occasion("s", "outtage", 1, NOW, NOW + 1)),
                occasions("confidenceBp", occasion("s", "outage", 10_001, NOW, NOW + 1)),
                occasions("confidenceBp", occasion("s", "outage", -1, NOW, NOW + 1)),
                occasions("fromMs", occasion("s", "outage", 1, Long.MIN_VALUE, NOW)),
                occasions("untilMs", occasion("s", "outage", 1, NOW, Long.MAX_VALUE)),
                occasions("is not after fromMs", occasion("s", "outage", 1, NOW, NOW)),
                occasions("live occasion id", occasion(" ", "outage", 1, NOW, NOW + 1)),
                occasions("255 bytes", occasion("s".repeat(256), "outage", 1, NOW, NOW + 1)),
                occasions(
                        "is there twice",
                        occasion("s", "outage", 1, NOW, NOW + 1),
                        occasion("s", "outage", 1, NOW, NOW + 1)),
                occasions("9 levels", scoped(List.of("A-B-C-D-E-F-G-H-I"), NONE, NONE, NONE)),
                occasions("a level without a letter", scoped(List.of("AU--VIC"), NONE, NONE, NONE)),
                occasions("more than 256 values", scoped(Collections.nCopies(257, "AU"), NONE, NONE, NONE)),
                occasions("products", scoped(NONE, List.of(""), NONE, NONE)),
                occasions(
                        "entryPoints",
                        new LiveOccasion("s", "outage", 1, NONE, NONE, NONE, List.of(" "), NONE, NOW, NOW + 1)),
                occasions("needs its type before it", scoped(NONE, NONE, List.of("4711"), NONE)),
                occasions("did you mean \"VOICE\"?", scoped(NONE, NONE, NONE, List.of("voic"))),
                occasions(
                        "there is no channel \"FAX\"; there are VOICE, CHAT", scoped(NONE, NONE, NONE, List.of("fax"))),
                overrides("there is no \"nowhere\"", override("nowhere", Kind.CLOSED, null)),
                overrides("there is no \"nowhere\"", override("outage-desk", Kind.REDIRECT, "nowhere")),
                overrides("it goes with kind REDIRECT", override("outage-desk", Kind.REDIRECT, null)),
                overrides("it goes with kind REDIRECT", override("outage-desk", Kind.OPEN, "outage-overflow")),
                overrides("leads back", override("outage-desk", Kind.REDIRECT, "outage-desk")),
                overrides(
                        "leads back",
                        override("outage-desk", Kind.REDIRECT, "outage-overflow"),
                        override("outage-overflow", Kind.REDIRECT, "outage-desk")),
                overrides(
                        "is there twice",
                        override("outage-desk", Kind.CLOSED, null),
                        override("outage-desk", Kind.OPEN, null)),
                overrides("untilMs", new QueueOverride("outage-desk", Kind.CLOSED, null, NOW, Long.MAX_VALUE)),
                switches("stageTwoOffUntilMs", new Switches(Long.MAX_VALUE, 0)),
                switches("experimentsOffUntilMs", new Switches(0, -1)),
                state("atMs", new QueueState("outage-desk", Long.MIN_VALUE, 1, 1, 1)),
                state("atMs", new QueueState("outage-desk", Long.MAX_VALUE, 1, 1, 1)),
                state("atMs", new QueueState("outage-desk", BEHIND_2100, 1, 1, 1)),
                state("a minute ahead of the clock", new QueueState("outage-desk", NOW + 60_001, 1, 1, 1)),
                state("expectedWaitMs", new QueueState("outage-desk", NOW, -2, 1, 1)),
                state("depth", new QueueState("outage-desk", NOW, 1, -2, 1)),
                state("available", new QueueState("outage-desk", NOW, 1, 1, Integer.MIN_VALUE)));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void shouldSayWhatIsWrongAndKeepWhatWas(final String clause, final Consumer<EmbeddedRouting> change) {
        routing.declare(List.of(occasion("storm", "outage", 10_000, NOW, NOW + 1)), List.of());

        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> change.accept(routing));

        final String said = String.valueOf(refused.getMessage());
        assertTrue(said.contains(clause) && said.length() < 400, said);
        assertEquals(
                "outage", routing.newRouter().route(ContactRequest.of("call-1")).occasion());
    }

    @Test
    void shouldRepeatNoAccountKeyInWhatItRefuses() {
        final IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> routing.declare(List.of(scoped(NONE, NONE, List.of("private-0815"), NONE)), List.of()));

        assertFalse(String.valueOf(refused.getMessage()).contains("0815"), refused::getMessage);
    }

    @Test
    void shouldRefuseMoreLiveOccasionsThanThereMayBe() {
        final List<LiveOccasion> many = Stream.iterate(0, i -> i + 1)
                .limit(Limits.LIVE_OCCASIONS + 1)
                .map(i -> occasion("s" + i, "outage", 1, NOW, NOW + 1))
                .toList();

        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> routing.declare(many, List.of()));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("live occasions: "), refused::getMessage);
        routing.declare(many.subList(1, many.size()), List.of());
    }

    @Test
    void shouldNameTheFieldOfARefusedContactAndExplainNothingOfIt() {
        final ContactRouter router = routing.newRouter();
        assertThrows(IllegalStateException.class, router::explain, "nothing was routed yet");
        router.route(ContactRequest.of("call-1"));

        final RefusedContactException refused =
                assertThrows(RefusedContactException.class, () -> router.route(ContactRequest.of("x".repeat(129))));
        final IllegalStateException unexplained = assertThrows(IllegalStateException.class, router::explain);
        router.route(ContactRequest.of("call-2"));

        assertTrue(String.valueOf(refused.getMessage()).contains("field=contact_id"), refused::getMessage);
        assertTrue(String.valueOf(unexplained.getMessage()).contains("refused"), unexplained::getMessage);
        assertFalse(router.explain().steps().isEmpty());
    }

    @Test
    void shouldSayOfAContactThatIsTooLargeHowLargeItIs() {
        final ContactRequest contact = ContactRequest.of("call-1");
        for (int i = 0; i < 100; i++) {
            contact.product("x".repeat(255));
        }

        final RefusedContactException refused = assertThrows(
                RefusedContactException.class, () -> routing.newRouter().route(contact));

        final String said = String.valueOf(refused.getMessage());
        assertTrue(said.contains("at most 16384 bytes in all: bytes=25"), said);
    }

    private static Arguments occasions(final String clause, final LiveOccasion... declared) {
        return change(clause, routing -> routing.declare(List.of(declared), List.of()));
    }

    private static Arguments overrides(final String clause, final QueueOverride... held) {
        return change(clause, routing -> routing.declare(List.of(), List.of(held)));
    }

    private static Arguments switches(final String clause, final Switches off) {
        return change(clause, routing -> routing.switchOff(off));
    }

    private static Arguments state(final String clause, final QueueState state) {
        return change(clause, routing -> routing.report(state));
    }

    private static Arguments change(final String clause, final Consumer<EmbeddedRouting> change) {
        return arguments(clause, change);
    }

    private static LiveOccasion occasion(
            final String id, final String occasion, final int confidenceBp, final long fromMs, final long untilMs) {
        return new LiveOccasion(id, occasion, confidenceBp, NONE, NONE, NONE, NONE, NONE, fromMs, untilMs);
    }

    private static LiveOccasion scoped(
            final List<String> regions,
            final List<String> products,
            final List<String> accounts,
            final List<String> channels) {
        return new LiveOccasion("s", "outage", 1, regions, products, accounts, NONE, channels, NOW, NOW + 1);
    }

    private static QueueOverride override(final String queue, final Kind kind, final @Nullable String redirectTo) {
        return new QueueOverride(queue, kind, redirectTo, NOW, NOW + 1);
    }
}
