package io.kairoute.router.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.decision.Flag;
import io.kairoute.router.explain.Explanation;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.live.QueueOverride;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.live.Switches;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that routes in its own process, as docs/EMBEDDING.md tells. */
class EmbeddedRoutingTest {
    private static final Path TABLE = Host.TABLE;
    private static final Instant NOON = Host.NOON;

    @TempDir
    private Path directory;

    @Test
    void shouldRouteInsideAHost() {
        try (EmbeddedRouting routing = EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON))) {
            final ContactRouter router = routing.newRouter();

            final RoutedContact routed = router.route(ContactRequest.of("call-1")
                    .channel("VOICE")
                    .customerKey("crm:7590-VHVEG")
                    .intent("no_internet", 0.97));

            assertEquals("outage", routed.occasion());
            assertEquals("outage-desk", routed.queue());
            assertEquals("CLEAR", routed.band());
            assertEquals(List.of("UNKNOWN_CUSTOMER"), routed.fallbackCauses());
            assertTrue(routed.decisionId().startsWith("f" + routing.published().revision() + "-"), routed::decisionId);
        }
    }

    @Test
    void shouldTellAHostWhyAContactWentWhereItWent() {
        try (EmbeddedRouting routing = EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON))) {
            final ContactRouter router = routing.newRouter();
            router.route(ContactRequest.of("call-3")
                    .channel("VOICE")
                    .intent("cancel", 0.97)
                    .alternative("outage", 0.9));

            final Explanation why = router.explain();

            assertTrue(why.alternatives().get(0).isTaker(), why::toString);
            assertTrue(
                    why.steps()
                            .contains(new Explanation.Step("queue", "general", "triage", "AMBIGUOUS", "cancellation")),
                    why::toString);
        }
    }

    @Test
    void shouldFollowWhatIsDeclaredLiveAcrossAPublish() {
        final long now = NOON.toEpochMilli();
        final LiveOccasion outage = new LiveOccasion(
                "storm", "outage", 10_000, List.of("US-PA"), List.of(), List.of(), List.of(), List.of(), now, now + 1);
        try (EmbeddedRouting routing = EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON))) {
            final ContactRouter router = routing.newRouter();
            final ContactRequest contact = ContactRequest.of("call-2").region("us-pa");
            final RoutedContact before = router.route(contact);

            routing.declare(
                    List.of(outage),
                    List.of(new QueueOverride(
                            "outage-desk", QueueOverride.Kind.REDIRECT, "outage-overflow", now, now + 1)));
            routing.publish(TABLE);
            final RoutedContact after = router.route(contact);

            assertEquals("NONE", before.band());
            assertEquals("outage", after.occasion());
            assertEquals("outage-overflow", after.queue());
        }
    }

    @Test
    void shouldKeepNothingOfADeclarationThatCannotBe() {
        try (EmbeddedRouting routing = EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON))) {
            final long now = NOON.toEpochMilli();
            final LiveOccasion misspelt = new LiveOccasion(
                    "storm",
                    "outage",
                    10_000,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of("voic"),
                    now,
                    now + 1);

            assertThrows(IllegalArgumentException.class, () -> routing.declare(List.of(misspelt), List.of()));
            routing.publish(TABLE);

            final RoutedContact after = routing.newRouter().route(ContactRequest.of("call-1"));
            assertEquals("NONE", after.band());
        }
    }

    @Test
    void shouldRefuseATableWithErrorsAndNameThemAll() throws IOException {
        final Path broken = Files.writeString(directory.resolve("broken.yaml"), "table: x\nformat: 1\n");

        final IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> EmbeddedRouting.open(broken, directory.resolve("data"), InstantSource.fixed(NOON)));

        assertTrue(String.valueOf(refused.getMessage()).contains("occasions"), refused::getMessage);
        assertTrue(String.valueOf(refused.getMessage()).contains("defaults"), refused::getMessage);
    }

    @Test
    void shouldLetTheDirectoryGoWhenItCannotBeOpened() throws IOException {
        EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON)).close();
        final Path secret = secret();
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));

        final StoreException refused = assertThrows(
                StoreException.class, () -> EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON)));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));

        assertTrue(String.valueOf(refused.getMessage()).contains("secret"), refused::getMessage);
        try (EmbeddedRouting routing = EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON))) {
            assertEquals(
                    "NONE",
                    routing.newRouter().route(ContactRequest.of("call-1")).band());
        }
    }

    @Test
    void shouldRefuseASecondHostOfOneDirectoryAndLetItInAfterTheFirst() {
        try (EmbeddedRouting first = EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON))) {
            final StoreException refused = assertThrows(
                    StoreException.class, () -> EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON)));

            assertTrue(String.valueOf(refused.getMessage()).contains("embedded routing"), refused::getMessage);
            assertEquals(
                    "NONE", first.newRouter().route(ContactRequest.of("call-1")).band());
        }
        EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON)).close();
    }

    @Test
    void shouldSayWhatWasFoundOnOpening() {
        try (EmbeddedRouting routing = EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON))) {
            assertTrue(
                    routing.notes().toString().contains("no segment set was imported yet"), routing.notes()::toString);
        }
    }

    @Test
    void shouldLeaveWhatIsLiveAsItIsWhenSomethingElseIsDeclaredOrSwitched() {
        final long now = NOON.toEpochMilli();
        final LiveOccasion outage = new LiveOccasion(
                "storm", "outage", 10_000, List.of("US-PA"), List.of(), List.of(), List.of(), List.of(), now, now + 1);
        final QueueOverride redirect =
                new QueueOverride("outage-desk", QueueOverride.Kind.REDIRECT, "outage-overflow", now, now + 1);
        try (EmbeddedRouting routing = EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON))) {
            final ContactRouter router = routing.newRouter();
            final ContactRequest contact = ContactRequest.of("call-2").region("US-PA");

            routing.switchOff(new Switches(now + 1, 0));
            routing.declare(List.of(outage), List.of(redirect));
            final RoutedContact declared = router.route(contact);
            routing.switchOff(new Switches(0, now + 1));
            final RoutedContact switched = router.route(contact);

            assertTrue(declared.flags().contains("STAGE_TWO_OFF"), declared::toString);
            assertEquals("outage", switched.occasion());
            assertEquals("outage-overflow", switched.queue());
            assertFalse(switched.flags().contains("STAGE_TWO_OFF"), switched::toString);
        }
    }

    @Test
    void shouldGoByReportedQueueStatesAndSwitches() {
        try (EmbeddedRouting routing = EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON))) {
            final ContactRouter router = routing.newRouter();
            final ContactRequest billing = ContactRequest.of("call-4").occasion("billing-dispute", 0.97);
            final RoutedContact before = router.route(billing);

            final boolean isTaken =
                    routing.report(new QueueState(before.queue(), NOON.toEpochMilli(), 9_000_000, 100_000, 0));
            final RoutedContact after = router.route(billing);
            routing.switchOff(new Switches(NOON.toEpochMilli() + 1, NOON.toEpochMilli() + 1));
            final RoutedContact off = router.route(billing);

            assertTrue(isTaken);
            assertNotEquals(before.queue(), after.queue());
            assertFalse(routing.report(new QueueState("nowhere", 1, 1, 1, 1)));
            assertEquals(after.queue(), off.queue());
            assertTrue(
                    (router.router().contact().decision.flags & Flag.STAGE_TWO_OFF.bit()) != 0,
                    "stage two is switched off");
        }
    }

    @Test
    void shouldForgetACustomerByAnyKeyForTheNextContactAndForGood() {
        load("october", "gold");
        load("november", "platinum");
        try (EmbeddedRouting routing = EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON))) {
            final ContactRouter router = routing.newRouter();
            assertEquals("platinum", router.route(Host.by("crm:7")).tier());

            final int entries = routing.erase("tel:7");

            assertEquals(4, entries, "two keys in two sets");
            assertTrue(router.route(Host.by("crm:7")).fallbackCauses().contains("UNKNOWN_CUSTOMER"));
            assertTrue(router.route(Host.by("tel:7")).fallbackCauses().contains("UNKNOWN_CUSTOMER"));
            assertEquals("platinum", router.route(Host.by("crm:8")).tier());
            assertEquals(0, routing.erase("crm:7"));
        }
        try (EmbeddedRouting again = EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON))) {
            final ContactRouter router = again.newRouter();
            assertTrue(router.route(Host.by("crm:7")).fallbackCauses().contains("UNKNOWN_CUSTOMER"));
            assertEquals("platinum", router.route(Host.by("tel:8")).tier());
        }
    }

    @Test
    void shouldEraseNobodyByTheKeyOfAnAccountNorWithoutASet() {
        try (EmbeddedRouting routing = EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON))) {
            assertEquals(0, routing.erase("crm:7"));
        }
        load("november", "platinum");
        try (EmbeddedRouting routing = EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON))) {
            final StoreException refused = assertThrows(StoreException.class, () -> routing.erase("acct:1"));

            assertTrue(String.valueOf(refused.getMessage()).contains("the key of an account"), refused::getMessage);
            assertEquals("platinum", routing.newRouter().route(Host.by("crm:7")).tier());
        }
    }

    @Test
    void shouldTellASinkOfEveryDecisionButThoseOfDryRuns() {
        final List<String> told = new ArrayList<>();
        try (EmbeddedRouting routing = EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON))) {
            final ContactRouter router = routing.newRouter((contact, response, offset, length) ->
                    told.add(contact.id.text() + " waited " + contact.request.waitedMs()));

            final RoutedContact first = router.route(ContactRequest.of("call-1").waited(1_500));
            router.route(ContactRequest.of("call-2").dryRun());

            assertEquals(List.of(first.decisionId() + " waited 1500"), told);
        }
    }

    @Test
    void shouldSetNothingForTheWholeProcess() {
        final Object before = System.getProperties().clone();

        EmbeddedRouting.open(TABLE, directory, InstantSource.fixed(NOON)).close();

        assertNull(System.getProperty("net.openhft.chronicle.map.lockTimeoutSeconds"));
        assertEquals(before, System.getProperties());
    }

    @Test
    void shouldBringNoClassInAnotherLibrarysPackage() throws Exception {
        final Path classes = Path.of(EmbeddedRouting.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        try (Stream<Path> files = Files.walk(classes)) {
            final List<String> foreign = files.map(
                            file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("io/kairoute/"))
                    .toList();

            assertEquals(List.of(), foreign);
        }
    }

    private void load(final String version, final String tier) {
        Host.load(directory, version, tier);
    }

    private Path secret() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> String.valueOf(file.getFileName()).contains("secret"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void shouldAnswerNothingOnceItIsClosedNorCallItselfAnswering(@TempDir final Path directory) {
        final EmbeddedRouting routing = Host.open(directory);
        assertTrue(routing.isSegmentSetAnswering());

        routing.close();

        assertFalse(routing.isSegmentSetAnswering());
        assertThrows(IllegalStateException.class, routing::notes);
        assertThrows(IllegalStateException.class, routing::published);
        assertThrows(IllegalStateException.class, routing::segmentSets);
    }

    @Test
    void shouldRefuseAClockOfAYearThatThereIsNot(@TempDir final Path directory) {
        for (final String time : List.of("1969-12-31T23:59:59.999Z", "2101-01-01T00:00:00Z")) {
            final InstantSource clock = InstantSource.fixed(Instant.parse(time));

            assertThrows(
                    IllegalArgumentException.class, () -> EmbeddedRouting.open(Host.TABLE, directory, clock), time);
        }
        Host.open(directory).close();
    }
}
