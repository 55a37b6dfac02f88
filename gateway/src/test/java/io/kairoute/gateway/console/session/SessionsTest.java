package io.kairoute.gateway.console.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.identity.Bearer;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.Role;
import io.kairoute.router.decide.Router;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final long IDLE_MS = TimeUnit.MINUTES.toMillis(60);
    private static final long LONGEST_MS = TimeUnit.HOURS.toMillis(12);
    private static final long WALL_MS = 1_800_000_000_000L;

    private final Map<String, Caller> keys = new HashMap<>();
    private long nowMs = 7;
    private long wallMs = WALL_MS;
    private final SessionTimes times = new SessionTimes(IDLE_MS, LONGEST_MS, () -> nowMs, () -> wallMs);

    @SuppressWarnings("NullAway") // in a class file it does not see that a function may give null
    private final Sessions sessions = new Sessions(keys::get, times);

    @Test
    void shouldEndASessionThatNobodyUses() {
        final String name = sessions.begin(new Proof.Name("open:ana"));

        nowMs += IDLE_MS - 1;
        final boolean isThere = sessions.find(name) != null;
        nowMs += 1;

        assertTrue(isThere);
        assertNull(sessions.find(name));
        assertEquals(0, sessions.count());
    }

    @Test
    void shouldEndASessionHoweverItIsUsed() {
        final String name = sessions.begin(new Proof.Name("open:ana"));

        for (long usedMs = 0; usedMs < LONGEST_MS - IDLE_MS / 2; usedMs += IDLE_MS / 2) {
            nowMs += IDLE_MS / 2;
            final Session session = sessions.find(name);
            assertNotNull(session, "after ms=" + usedMs);
            session.used(nowMs);
        }
        nowMs += IDLE_MS / 2;

        assertNull(sessions.find(name));
    }

    @Test
    void shouldMindNoStepOfTheClockOnTheWall() {
        final String name = sessions.begin(new Proof.Name("open:ana"));

        wallMs -= LONGEST_MS * 10;
        nowMs += 1_000;
        final Session session = sessions.find(name);

        assertNotNull(session);
        assertEquals(wallMs + LONGEST_MS - 1_000, sessions.caller(session).sessionEndMs());
    }

    @Test
    void shouldEndASessionWithItsKeyAndGiveItTheRolesThatTheKeyHasNow() {
        keys.put("hash", new Caller("key:ops", 0, Set.of(Role.VIEWER, Role.EDITOR), ""));
        final String name = sessions.begin(new Proof.Key("hash"));
        keys.put("hash", new Caller("key:ops", 0, Set.of(Role.VIEWER), ""));

        final Caller caller = sessions.caller(Objects.requireNonNull(sessions.find(name)));
        keys.clear();

        assertEquals(Set.of(Role.VIEWER), caller.roles());
        assertNull(sessions.find(name));
    }

    @Test
    void shouldEndTheSessionThatOnePersonUsedLeastWhenHeBeginsTooMany() {
        final String others = sessions.begin(new Proof.Name("open:bob"));
        nowMs++;
        final String first = sessions.begin(new Proof.Name("open:ana"));
        nowMs++;
        final String second = sessions.begin(new Proof.Name("open:ana"));
        nowMs++;
        Objects.requireNonNull(sessions.find(first)).used(nowMs);
        for (int i = 2; i <= Sessions.MOST_OF_ONE; i++) {
            sessions.begin(new Proof.Name("open:ana"));
        }

        assertNotNull(sessions.find(first));
        assertNull(sessions.find(second));
        assertNotNull(sessions.find(others));
        assertEquals(Sessions.MOST_OF_ONE + 1, sessions.count());
    }

    @Test
    void shouldHoldNoMoreThanItsMostWhateverNamesAreChosen() {
        for (int i = 0; i < Sessions.MOST + 10; i++) {
            nowMs++;
            sessions.begin(new Proof.Name("open:" + i));
        }

        assertEquals(Sessions.MOST, sessions.count());
    }

    @Test
    void shouldMakeRoomByThoseThatAreOverFirst() {
        for (int i = 0; i < Sessions.MOST - 1; i++) {
            sessions.begin(new Proof.Name("open:" + i));
        }
        nowMs += IDLE_MS - 1;
        final String young = sessions.begin(new Proof.Name("open:young"));
        nowMs += 1;

        sessions.begin(new Proof.Name("open:last"));

        assertEquals(2, sessions.count());
        assertNotNull(sessions.find(young));
    }

    @Test
    void shouldLetNobodyDoAnythingBeforeATenantIsChosen() {
        final Bearer bearer = new Bearer("jwt:i#ana", Set.of(0, 2), Set.of(Role.ADMIN), "");
        final Session session = Objects.requireNonNull(sessions.find(sessions.begin(new Proof.Issuer(bearer))));

        final boolean isUndecided = session.isUndecided();
        final Set<Role> before = sessions.caller(session).roles();
        final boolean isForeignTaken = session.choose(1) || session.choose(Router.ANY_TENANT);
        final boolean isTaken = session.choose(2);

        assertTrue(isUndecided);
        assertEquals(Set.of(), before);
        assertFalse(isForeignTaken);
        assertTrue(isTaken);
        assertEquals(2, sessions.caller(session).tenant());
        assertEquals(Set.of(Role.ADMIN), sessions.caller(session).roles());
    }
}
