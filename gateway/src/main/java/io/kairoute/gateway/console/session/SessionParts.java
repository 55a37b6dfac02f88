package io.kairoute.gateway.console.session;

import io.kairoute.gateway.config.ConsoleConfig;
import io.kairoute.gateway.identity.Callers;
import io.kairoute.router.snapshot.TenantDirectory;

/**
 * What answers about sessions share.
 *
 * @param found says who is signed in
 * @param words tells a browser
 */
record SessionParts(
        Cookies cookies,
        OwnPages ownPages,
        Sessions sessions,
        SessionCookies found,
        SessionTimes times,
        SessionWords words) {
    static SessionParts of(
            final ConsoleConfig config,
            final boolean isTls,
            final Callers callers,
            final TenantDirectory tenants,
            final SessionTimes times) {
        final boolean isSecure =
                config.origin() == null ? isTls : "https".equals(config.origin().getScheme());
        final Cookies cookies = new Cookies(isSecure);
        final OwnPages ownPages = new OwnPages(config.origin(), isTls);
        final Sessions sessions = new Sessions(callers::ofKeyHash, times);
        return new SessionParts(
                cookies,
                ownPages,
                sessions,
                new SessionCookies(cookies, ownPages, sessions, times, callers::ofKeyHash, callers.isOpen()),
                times,
                new SessionWords(
                        tenants,
                        callers.isOpen(),
                        config.signIn() != null,
                        config.origin() == null ? "" : config.origin().toString(),
                        times.idleMs()));
    }
}
