package io.kairoute.node.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import io.kairoute.ctl.route.CallFailure;
import io.kairoute.ctl.route.RouteCaller;
import io.kairoute.node.contacts.Contact;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class LivingDayTest {
    private final LivingContacts contacts = new LivingContacts();
    private final List<RouteRequest> asked = new ArrayList<>();
    private final List<CompletableFuture<RouteResponse>> answers = new ArrayList<>();
    private final AtomicBoolean isStopping = new AtomicBoolean();
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final LivingDay day = new LivingDay(new Caller(), contacts, isStopping::get);

    /** Remembers what is asked, and leaves the answers to the test. */
    private final class Caller implements RouteCaller {
        @Override
        public CompletableFuture<RouteResponse> route(final RouteRequest request) {
            asked.add(request);
            answers.add(new CompletableFuture<>());
            return answers.get(answers.size() - 1);
        }

        @Override
        public int maxInFlight() {
            return 1;
        }

        @Override
        public void close() {
            isClosed.set(true);
        }
    }

    @Test
    void shouldSendTwentyASecondAndTheOutageFromTheSecondMinuteOn() {
        keep("cancel", "US-CA", "2026-06-23T12:00:00Z");
        keep("no_internet", "US-FL", "2026-06-23T18:10:00Z");

        final int before = outageIn(60);
        final int atFirst = outageIn(60);
        outageIn(15 * 60);
        final int halfWay = outageIn(60);
        outageIn(14 * 60);
        final int after = outageIn(60);
        outageIn(27 * 60);
        final int anew = outageIn(120);

        assertEquals(0, before);
        assertTrue(atFirst > 1_000, "atFirst=" + atFirst);
        assertTrue(halfWay > 300 && halfWay < 900, "halfWay=" + halfWay);
        assertEquals(0, after);
        assertTrue(anew > 1_000, "anew=" + anew);
    }

    @Test
    void shouldAskAsIfTheContactCameNow() {
        keep("cancel", "US-CA", "2026-06-23T12:00:00Z");

        day.tick();
        day.tick();

        assertEquals(
                List.of("live-1", "live-2"),
                asked.stream().map(RouteRequest::getContactId).toList());
        assertFalse(asked.get(0).hasTimestamp());
        assertFalse(asked.get(0).getDryRun());
        assertEquals("cancel", asked.get(0).getIntent());
    }

    @Test
    void shouldLeaveOutWhatWouldWaitBehindTooManyOpenQuestions() {
        keep("cancel", "US-CA", "2026-06-23T12:00:00Z");
        for (int i = 0; i < 100; i++) {
            day.tick();
        }
        final int open = asked.size();

        answers.get(0).complete(RouteResponse.getDefaultInstance());
        answers.get(1).completeExceptionally(new CallFailure("UNAVAILABLE", "gone"));
        for (int i = 0; i < 100; i++) {
            day.tick();
        }

        assertEquals(32, open);
        assertEquals(34, asked.size());
    }

    @Test
    void shouldAskNothingOfANodeThatStops() {
        keep("cancel", "US-CA", "2026-06-23T12:00:00Z");
        isStopping.set(true);

        day.tick();
        day.close();

        assertEquals(List.of(), asked);
        assertTrue(isClosed.get());
    }

    @Test
    void shouldHaveNobodyCallWhereNobodyDid() {
        day.tick();

        assertEquals(List.of(), asked);
    }

    @Test
    void shouldOnlyTryTheDayThatIsRoutedAtOnce() {
        final RouteCaller tries = new Tries(new Caller());

        final CompletableFuture<RouteResponse> answer = tries.route(
                RouteRequest.newBuilder().setContactId("d1").setIntent("cancel").build());
        tries.close();

        assertTrue(asked.get(0).getDryRun());
        assertEquals("cancel", asked.get(0).getIntent());
        assertEquals(answers.get(0), answer);
        assertEquals(1, tries.maxInFlight());
        assertTrue(isClosed.get());
    }

    private int outageIn(final int seconds) {
        final HashSet<String> ids = new HashSet<>();
        int ofOutage = 0;
        for (int i = 0; i < seconds * LivingContacts.TICKS_A_SECOND; i++) {
            final List<RouteRequest> coming = contacts.next();
            assertEquals("cancel", coming.get(0).getIntent());
            coming.forEach(contact -> assertTrue(ids.add(contact.getContactId())));
            ofOutage += coming.size() - 1;
        }
        return ofOutage;
    }

    private void keep(final String intent, final String region, final String at) {
        final Instant instant = Instant.parse(at);
        contacts.keep(new Contact(
                0,
                1,
                RouteRequest.newBuilder()
                        .setContactId("d1")
                        .setIntent(intent)
                        .setRegion(region)
                        .setTimestamp(Timestamp.newBuilder().setSeconds(instant.getEpochSecond()))
                        .build(),
                instant));
    }
}
