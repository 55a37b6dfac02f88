package io.kairoute.gateway.console;

import io.kairoute.gateway.api.SidePages;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.console.session.SessionPages;
import io.kairoute.gateway.console.site.ConsolePages;
import io.kairoute.gateway.console.site.PagePaths;
import io.kairoute.gateway.identity.Callers;
import io.kairoute.gateway.identity.CookieCallers;
import io.kairoute.router.snapshot.TenantDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/** The console of a node: its files, and the sessions of those who use it. Thread-confined: owned by the admin event loop. */
public final class Console implements SidePages, AutoCloseable {
    private final ConsolePages pages;
    private final SessionPages sessions;

    private Console(final ConsolePages pages, final SessionPages sessions) {
        this.pages = pages;
        this.sessions = sessions;
    }

    /**
     * Opens the sessions.
     *
     * @param pages its files
     * @param vertx whose event loop answers
     */
    public static Console open(
            final GatewayConfig config,
            final ConsolePages pages,
            final Callers callers,
            final TenantDirectory tenants,
            final Vertx vertx) {
        return new Console(pages, SessionPages.open(config, callers, tenants, vertx));
    }

    /** Says who is signed in. */
    public CookieCallers cookies() {
        return sessions.cookies();
    }

    /** Shows what there is to count. */
    public void show(final MeterRegistry registry) {
        sessions.show(registry);
    }

    @Override
    public boolean areAt(final String path) {
        return PagePaths.isPage(path);
    }

    @Override
    public boolean answers(final HttpServerRequest request) {
        return sessions.answers(request) || pages.answers(request);
    }

    @Override
    public void close() {
        sessions.close();
    }
}
