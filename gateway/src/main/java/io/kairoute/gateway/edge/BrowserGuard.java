package io.kairoute.gateway.edge;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages in a browser on this machine from using a listener behind their visitor's back.
 *
 * <p>A page can reach a loopback port, and by a name that it makes resolve to 127.0.0.1 can even read the answers. So a
 * request must name a host that is known, and one that changes anything, or on an open node any, may come from a page of a known
 * host only. Immutable.
 */
public final class BrowserGuard {
    /** Says where the page is from that asks; every browser of today sends it to loopback, also for pictures and forms. */
    private static final CharSequence SEC_FETCH_SITE = HttpHeaders.createOptimized("sec-fetch-site");

    private static final CharSequence SEC_FETCH_MODE = HttpHeaders.createOptimized("sec-fetch-mode");
    private static final CharSequence SEC_FETCH_DEST = HttpHeaders.createOptimized("sec-fetch-dest");

    private static final Set<String> OTHER_SITES = Set.of("cross-site", "same-site");
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Set<String> hosts;

    private BrowserGuard(final Set<String> hosts) {
        this.hosts = Set.copyOf(hosts);
    }

    /**
     * Makes the guard of a listener, which always knows the names of the machine itself.
     *
     * @param bound the address that the listener is bound to
     * @param more other names that it is reached by, lower case and without ports
     */
    public static BrowserGuard of(final String bound, final Set<String> more) {
        final Set<String> hosts = new HashSet<>(List.of("localhost", "127.0.0.1", "[::1]", "::1", bound));
        hosts.addAll(more);
        return new BrowserGuard(hosts);
    }

    /**
     * True when a request may be looked at further.
     *
     * @param isOpen whether nobody is asked for credentials: then the host must be a known one too
     */
    public boolean isFine(final HttpServerRequest request, final boolean isOpen) {
        final HostAndPort authority = request.authority();
        if (isOpen && (authority == null || !isKnown(request, authority.host()))) {
            return false;
        }
        final String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return !isOpen || !OTHER_SITES.contains(String.valueOf(request.getHeader(SEC_FETCH_SITE)));
        }
        if (!isOpen && READS.contains(request.method())) {
            return true;
        }
        final String page = hostOf(origin);
        return isKnown(request, page)
                || (!isOpen && page != null && authority != null && page.equalsIgnoreCase(authority.host()));
    }

    /**
     * Whether a person follows a link to a known host, from wherever: the browser shows the answer in a tab of its own, and no page
     * sees it.
     */
    public boolean isFollowedLink(final HttpServerRequest request) {
        final HostAndPort authority = request.authority();
        return HttpMethod.GET.equals(request.method())
                && authority != null
                && isKnown(request, authority.host())
                && "navigate".equals(request.getHeader(SEC_FETCH_MODE))
                && "document".equals(request.getHeader(SEC_FETCH_DEST))
                && !request.headers().contains(HttpHeaders.ORIGIN);
    }

    /** Whether a page may have sent the request; what is no browser sends neither header. */
    public static boolean mayBePage(final HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.ORIGIN)
                || request.headers().contains(SEC_FETCH_SITE);
    }

    /**
     * Whether a host is one of the known names, or the very address at which the request came in: a listener on every address
     * cannot name them all. No name can be made to resolve to a text that is an address.
     */
    private boolean isKnown(final HttpServerRequest request, final @Nullable String host) {
        if (host == null) {
            return false;
        }
        final String name = host.toLowerCase(Locale.ROOT);
        return hosts.contains(name) || bare(name).equals(localAddress(request));
    }

    private static String localAddress(final HttpServerRequest request) {
        final SocketAddress local = request.localAddress();
        final String address = local == null ? null : local.hostAddress();
        // An address of IPv6 may come with the name of the network that it counts in.
        return address == null ? "" : bare(address.replaceFirst("%.*", ""));
    }

    /** An address without brackets, in the one form that is compared. */
    private static String bare(final String host) {
        final String plain = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        final InetAddress address = NetUtil.createInetAddressFromIpAddressString(plain);
        return address == null ? plain : NetUtil.toAddressString(address);
    }

    private static @Nullable String hostOf(final String origin) {
        try {
            return URI.create(origin).getHost();
        } catch (final IllegalArgumentException e) {
            return null;
        }
    }
}
