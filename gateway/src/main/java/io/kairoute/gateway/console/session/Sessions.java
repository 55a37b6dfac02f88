package io.kairoute.gateway.console.session;

import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.NewKey;
import io.kairoute.gateway.identity.Role;
import io.kairoute.router.decide.Router;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that were begun and are not over, by the hash of the name that the browser's cookie holds.
 *
 * <p>Each ends so long after it was begun, or last used; one of a key ends with the key. They are in memory alone: a node that
 * starts anew knows none. Whoever begins more than his share ends his own unused longest. Thread-confined: owned by the admin event
 * loop, but for {@link #count}.
 */
final class Sessions {
    static final int MOST = 4_096;
    static final int MOST_OF_ONE = 32;
    private static final int RANDOM_BYTES = 32;

    private final Function<String, @Nullable Caller> keys;
    private final SessionTimes times;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> byHash = new HashMap<>();
    private volatile int count;

    /**
     * Makes a place for sessions.
     *
     * @param keys says who has the API key behind a hash now; null for nobody
     */
    Sessions(final Function<String, @Nullable Caller> keys, final SessionTimes times) {
        this.keys = keys;
        this.times = times;
    }

    /** Begins a session; gives the secret name that stands for it, and is kept nowhere here. */
    String begin(final Proof proof) {
        final String owner = proof.owner();
        makeRoom(session -> session.proof().owner().equals(owner), MOST_OF_ONE);
        makeRoom(session -> true, MOST);
        final byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        final String name = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        byHash.put(NewKey.hash(name), new Session(proof, times.monotonicMs()));
        count = byHash.size();
        return name;
    }

    /** The session of a name; null for one that is over. */
    @Nullable
    Session find(final String name) {
        final String hash = NewKey.hash(name);
        final Session session = byHash.get(hash);
        if (session != null && isOver(session)) {
            byHash.remove(hash);
            count = byHash.size();
            return null;
        }
        return session;
    }

    /** Ends a session. */
    void end(final String name) {
        byHash.remove(NewKey.hash(name));
        count = byHash.size();
    }

    /** Who has a session, and may what the proof of it says now. */
    Caller caller(final Session session) {
        final long endMs = times.endMs(session);
        final Proof proof = session.proof();
        if (proof instanceof Proof.Issuer issuer) {
            return new Caller(
                    issuer.bearer().name(),
                    session.tenant(),
                    session.isUndecided()
                            ? EnumSet.noneOf(Role.class)
                            : issuer.bearer().roles(),
                    issuer.bearer().platform(),
                    endMs);
        }
        if (proof instanceof Proof.Key key) {
            final Caller now = keys.apply(key.hash());
            return now == null
                    ? Caller.NOBODY
                    : new Caller(now.name(), now.tenant(), now.roles(), now.platform(), endMs);
        }
        return new Caller(proof.owner(), Router.ANY_TENANT, EnumSet.copyOf(Role.given()), "", endMs);
    }

    /** How many there are, those among them that ended unseen. */
    int count() {
        return count;
    }

    private boolean isOver(final Session session) {
        return times.isOver(session) || (session.proof() instanceof Proof.Key key && keys.apply(key.hash()) == null);
    }

    /** Makes room for one more of those that are meant. */
    private void makeRoom(final Predicate<Session> meant, final int most) {
        if (countOf(meant) >= most) {
            byHash.values().removeIf(this::isOver);
        }
        if (countOf(meant) >= most) {
            byHash.entrySet().stream()
                    .filter(entry -> meant.test(entry.getValue()))
                    .min(Comparator.comparingLong(entry -> entry.getValue().usedMs()))
                    .ifPresent(oldest -> byHash.remove(oldest.getKey()));
        }
    }

    private long countOf(final Predicate<Session> meant) {
        return byHash.values().stream().filter(meant).count();
    }
}
