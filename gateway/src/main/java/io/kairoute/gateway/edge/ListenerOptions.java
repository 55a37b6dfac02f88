package io.kairoute.gateway.edge;

import io.kairoute.gateway.config.Address;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Turns a listener's configuration into Vert.x options: HTTP/1.1 and HTTP/2, in clear text or over TLS with ALPN. */
public final class ListenerOptions {
    static final int MAX_HEADER_BYTES = 16 * 1024;
    static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;
    private static final long STREAMS_PER_CONNECTION = 256;

    /** Clients reset calls whose deadline passed; a thousand within ten seconds on one connection is an attack. */
    private static final int MAX_RESETS = 1_000;

    private static final int RESET_WINDOW_SECONDS = 10;
    private static final int MAX_SMALL_CONTINUATIONS = 16;
    private static final int CONNECTION_WINDOW_BYTES = 1024 * 1024;

    private ListenerOptions() {}

    /**
     * The options of the listener that answers operators: a connection is in use while either side says something.
     *
     * @param ssl null where it speaks clear text
     */
    public static HttpServerOptions ofAdmin(
            final Address address, final @Nullable ServerSSLOptions ssl, final long idleMs) {
        return of(address, ssl).setPort(address.port()).setIdleTimeout((int) idleMs);
    }

    /**
     * The options of a listener that answers calls: a connection is in use while its caller says something. What is written there
     * answers what was read, or tells a change of health; to follow each write costs each call six listeners and as many looks at
     * the clock.
     *
     * @param ssl null where it speaks clear text
     * @param sharedPort whether several event loops bind the port together
     */
    public static HttpServerOptions ofRoute(
            final Address address, final @Nullable ServerSSLOptions ssl, final long idleMs, final boolean sharedPort) {
        return of(address, ssl)
                // Vert.x takes -1 for one free port that all instances of a deployment share.
                .setPort(address.port() == 0 && sharedPort ? -1 : address.port())
                .setReadIdleTimeout((int) idleMs);
    }

    private static HttpServerOptions of(final Address address, final @Nullable ServerSSLOptions ssl) {
        final HttpServerOptions options = new HttpServerOptions()
                .setHost(address.host())
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
                .setHttp2RstFloodMaxRstFramePerWindow(MAX_RESETS)
                .setHttp2RstFloodWindowDuration(RESET_WINDOW_SECONDS)
                .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
                .setHttp2MaxSmallContinuationFrames(MAX_SMALL_CONTINUATIONS)
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(STREAMS_PER_CONNECTION)
                        .setMaxHeaderListSize(MAX_HEADER_BYTES)
                        .setPushEnabled(false))
                // There are no WebSockets here, and their handlers break a connection on which 128 requests wait.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setTcpNoDelay(true);
        if (ssl != null) {
            options.setSsl(true)
                    .setUseAlpn(true)
                    .setEnabledSecureTransportProtocols(ssl.getEnabledSecureTransportProtocols())
                    .setClientAuth(ssl.getClientAuth())
                    .setKeyCertOptions(ssl.getKeyCertOptions());
            ssl.getEnabledCipherSuites().forEach(options::addEnabledCipherSuite);
            if (ssl.getTrustOptions() != null) {
                options.setTrustOptions(ssl.getTrustOptions());
            }
        }
        return options;
    }
}
