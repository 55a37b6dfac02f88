package io.kairoute.gateway.console.session;

import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.CookieCallers;
import io.kairoute.gateway.identity.NewKey;
import io.kairoute.gateway.identity.Role;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds who is signed in, by the cookies of a request.
 *
 * <p>A screen on a wall has no session: its cookie is an API key that may do nothing but look, so it goes on when the node starts
 * anew, and ends when the key is taken back. Thread-confined: owned by the admin event loop.
 */
final class SessionCookies implements CookieCallers {
    private final Cookies cookies;
    private final OwnPages ownPages;
    private final Sessions sessions;
    private final SessionTimes times;
    private final Function<String, @Nullable Caller> keys;
    private final boolean isOpen;

    /**
     * Makes one.
     *
     * @param isOpen whether the node asks nobody; then a page of the console whose browser lost its cookie would be anybody, while it
     *     goes on to show a name
     */
    SessionCookies(
            final Cookies cookies,
            final OwnPages ownPages,
            final Sessions sessions,
            final SessionTimes times,
            final Function<String, @Nullable Caller> keys,
            final boolean isOpen) {
        this.cookies = cookies;
        this.ownPages = ownPages;
        this.sessions = sessions;
        this.times = times;
        this.keys = keys;
        this.isOpen = isOpen;
    }

    @Override
    public Found of(final HttpServerRequest request) {
        final List<String> names = cookies.read(request, Cookies.Purpose.SESSION);
        final List<String> tickets = cookies.read(request, Cookies.Purpose.WALL);
        if (names.isEmpty() && tickets.isEmpty()) {
            return isOpen && OwnPages.isOfConsole(request) ? Found.OVER : Found.NOTHING;
        }
        if (!ownPages.isOwn(request)) {
            return Found.FOREIGN;
        }
        final Session session = names.size() == 1 ? sessions.find(names.get(0)) : null;
        if (session == null) {
            final Caller wall = tickets.size() == 1 ? ofTicket(NewKey.hash(tickets.get(0))) : null;
            return wall == null ? Found.OVER : new Found.Known(wall);
        }
        session.used(times.monotonicMs());
        return session.isUndecided() ? Found.UNDECIDED : new Found.Known(sessions.caller(session));
    }

    @Override
    public boolean isOver(final HttpServerRequest request) {
        final List<String> names = cookies.read(request, Cookies.Purpose.SESSION);
        final List<String> tickets = cookies.read(request, Cookies.Purpose.WALL);
        final boolean hasSession = names.size() == 1 && sessions.find(names.get(0)) != null;
        final boolean hasTicket = tickets.size() == 1 && ofTicket(NewKey.hash(tickets.get(0))) != null;
        return !(names.isEmpty() && tickets.isEmpty()) && !hasSession && !hasTicket;
    }

    /** Who may look at the wall by the key of a hash; null where it is no key, or one that may do more. */
    @Nullable
    Caller ofTicket(final String hash) {
        final Caller caller = keys.apply(hash);
        return caller != null && caller.roles().equals(Set.of(Role.VIEWER)) ? caller : null;
    }
}
