package io.kairoute.gateway.console.session;

import com.google.rpc.Code;
import io.kairoute.gateway.api.Pages;
import io.kairoute.gateway.api.SideBodies;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.CallerName;
import io.kairoute.gateway.identity.Callers;
import io.kairoute.gateway.identity.NewKey;
import io.kairoute.gateway.identity.RefusedCredentials;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins, shows and ends the session of a browser, at one path.
 *
 * <pre>
 *   GET     who is signed in, and how one signs in here
 *   POST    {"api_key": "kr_..."}, with "wall": true for a screen; {"name": "ana"} on a node that asks nobody
 *   PUT     {"tenant": "bank"} where a session may ask about several
 *   DELETE  ends the session
 * </pre>
 *
 * <p>Each answers with who is signed in then. Thread-confined: owned by the admin event loop.
 */
final class SessionCalls {
    static final String PATH = "/console/session";
    private static final String ALLOWED = "DELETE, GET, POST, PUT";
    private static final Logger LOG = LoggerFactory.getLogger(SessionCalls.class);

    private static final int MOST_BYTES = 4 * 1024;

    /** How long a screen's ticket lasts that nobody renews; a screen that is on renews it. */
    private static final long WALL_SECONDS = 90L * 24 * 60 * 60;

    private static final Refusal NOT_FROM_CONSOLE = Refusal.of(
            Code.PERMISSION_DENIED,
            "NOT_FROM_CONSOLE",
            "Sessions are begun and ended by the console's own pages: at the address of the node or of console.public_url,"
                    + " with the header x-kairoute-console and application/json.");
    private static final Refusal WRONG_METHOD = Refusal.ofHttp(
            405, Code.UNIMPLEMENTED, "METHOD_NOT_ALLOWED", "This path takes GET, POST, PUT and DELETE only.");
    private static final Refusal KEY_UNKNOWN = Refusal.of(
            Code.UNAUTHENTICATED,
            "KEY_UNKNOWN",
            "This is no API key of this node; look for a missing end, or ask whoever made it.");
    private static final Refusal NAME_NEEDED = Refusal.ofField(
            Code.INVALID_ARGUMENT,
            "NAME_NEEDED",
            "This node asks nobody for a key; say a name of 1 to 64 characters that one can see, for the audit trail.",
            "name");
    private static final Refusal KEY_NEEDED = Refusal.ofField(
            Code.INVALID_ARGUMENT, "KEY_NEEDED", "This node wants an API key to begin a session.", "api_key");
    private static final Refusal TICKET_TOO_STRONG = Refusal.of(
            Code.PERMISSION_DENIED,
            "TICKET_TOO_STRONG",
            "A screen that anybody can reach takes a key with the role viewer and no other; make one for it.");
    private static final Refusal NOT_SIGNED_IN = Refusal.of(
            Code.UNAUTHENTICATED, "SESSION_OVER", "This session is over, or was never begun; sign in again.");
    private static final Refusal NO_CHOICE = Refusal.ofField(
            Code.PERMISSION_DENIED, "WRONG_TENANT", "tenant is none that this session may ask about.", "tenant");

    private final SideBodies bodies;
    private final Callers callers;
    private final Cookies cookies;
    private final OwnPages ownPages;
    private final Sessions sessions;
    private final SessionCookies found;
    private final SessionTimes times;
    private final SessionWords words;

    SessionCalls(final Vertx vertx, final Callers callers, final SessionParts parts) {
        bodies = new SideBodies(vertx, MOST_BYTES);
        this.callers = callers;
        this.cookies = parts.cookies();
        this.ownPages = parts.ownPages();
        this.sessions = parts.sessions();
        this.found = parts.found();
        this.times = parts.times();
        this.words = parts.words();
    }

    /** Answers a request for this path. */
    void handle(final HttpServerRequest request) {
        if (!ownPages.isOwn(request)) {
            Pages.refuse(request, NOT_FROM_CONSOLE, "");
            return;
        }
        switch (request.method().name()) {
            case "GET", "HEAD" -> show(request);
            case "POST" -> withBody(request, this::begin);
            case "PUT" -> withBody(request, this::choose);
            case "DELETE" -> end(request);
            default -> Pages.refuse(request, WRONG_METHOD, ALLOWED);
        }
    }

    private void show(final HttpServerRequest request) {
        final Session session = sessionOf(request);
        if (session != null) {
            session.used(times.monotonicMs());
            answer(request, session);
            return;
        }
        final List<String> tickets = cookies.read(request, Cookies.Purpose.WALL);
        final Caller wall = tickets.size() == 1 ? found.ofTicket(NewKey.hash(tickets.get(0))) : null;
        if (wall != null) {
            cookies.set(request, Cookies.Purpose.WALL, tickets.get(0), WALL_SECONDS);
            answer(request, words.ofWall(wall));
            return;
        }
        if (!cookies.read(request, Cookies.Purpose.SESSION).isEmpty()) {
            cookies.clear(request, Cookies.Purpose.SESSION);
        }
        answer(request, words.ofNobody());
    }

    private void begin(final HttpServerRequest request, final SignInWords said) {
        if (callers.isOpen()) {
            final String name = said.name();
            if (name == null) {
                Pages.refuse(request, NAME_NEEDED, "");
            } else {
                begin(request, new Proof.Name(CallerName.ofOpenNode(name)));
            }
            return;
        }
        final String key = said.apiKey();
        if (key == null) {
            Pages.refuse(request, KEY_NEEDED, "");
            return;
        }
        final String hash = NewKey.hash(key);
        if (callers.ofKeyHash(hash) == null) {
            callers.refused("admin").add(RefusedCredentials.Cause.UNKNOWN);
            Pages.refuse(request, KEY_UNKNOWN, "");
        } else if (said.isWall()) {
            beginWall(request, key, hash);
        } else {
            begin(request, new Proof.Key(hash));
        }
    }

    private void beginWall(final HttpServerRequest request, final String key, final String hash) {
        final Caller wall = found.ofTicket(hash);
        if (wall == null) {
            Pages.refuse(request, TICKET_TOO_STRONG, "");
            return;
        }
        endOwn(request);
        cookies.set(request, Cookies.Purpose.WALL, key, WALL_SECONDS);
        LOG.info("event=wall_begun by=\"{}\"", wall.name());
        answer(request, words.ofWall(wall));
    }

    /** Begins a session under a new name, whatever name the browser came with. */
    void begin(final HttpServerRequest request, final Proof proof) {
        answer(request, enter(request, proof));
    }

    /** Begins a session, and has the browser keep its name. */
    Session enter(final HttpServerRequest request, final Proof proof) {
        endOwn(request);
        final String name = sessions.begin(proof);
        cookies.set(request, Cookies.Purpose.SESSION, name, times.longestSeconds());
        final Session session = Objects.requireNonNull(sessions.find(name));
        LOG.info("event=session_begun by=\"{}\"", sessions.caller(session).name());
        return session;
    }

    private void choose(final HttpServerRequest request, final SignInWords said) {
        final Session session = sessionOf(request);
        if (session == null) {
            Pages.refuse(request, NOT_SIGNED_IN, "");
        } else if (said.tenant() == null || !session.choose(words.ordinal(said.tenant()))) {
            Pages.refuse(request, NO_CHOICE, "");
        } else {
            answer(request, session);
        }
    }

    private void end(final HttpServerRequest request) {
        endOwn(request);
        cookies.clear(request, Cookies.Purpose.SESSION);
        if (!cookies.read(request, Cookies.Purpose.WALL).isEmpty()) {
            cookies.clear(request, Cookies.Purpose.WALL);
        }
        answer(request, words.ofNobody());
    }

    private void endOwn(final HttpServerRequest request) {
        cookies.read(request, Cookies.Purpose.SESSION).forEach(sessions::end);
    }

    private @Nullable Session sessionOf(final HttpServerRequest request) {
        final List<String> names = cookies.read(request, Cookies.Purpose.SESSION);
        return names.size() == 1 ? sessions.find(names.get(0)) : null;
    }

    private void answer(final HttpServerRequest request, final Session session) {
        answer(request, words.of(session, sessions.caller(session)));
    }

    private static void answer(final HttpServerRequest request, final Buffer json) {
        Pages.end(request, 200, "application/json", json);
    }

    private void withBody(final HttpServerRequest request, final BiConsumer<HttpServerRequest, SignInWords> next) {
        bodies.gather(request, body -> {
            final SignInWords said = SignInWords.read(body.getBytes());
            if (said == null) {
                Pages.refuse(request, SignInWords.NOT_UNDERSTOOD, "");
            } else {
                next.accept(request, said);
            }
        });
    }
}
