package io.kairoute.gateway.route;

import io.vertx.core.http.HttpConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The connections that plain calls came on, so that those whose peer does not read are found.
 *
 * <p>Thread-confined: owned by its event loop.
 */
final class PlainPeers {
    private final RouteLane lane;
    private final Set<PlainCalls> peers = new HashSet<>();

    PlainPeers(final RouteLane lane) {
        this.lane = lane;
    }

    /** A connection was opened: its plain calls are answered from now on, when it speaks HTTP/2. */
    void opened(final HttpConnection connection) {
        PlainCalls.of(lane, this, connection);
    }

    /** The first plain call came on a connection. */
    void joined(final PlainCalls peer) {
        peers.add(peer);
    }

    /** A connection is closed. */
    void left(final PlainCalls peer) {
        peers.remove(peer);
    }

    /** To be called every half of the time that an answer may stay unread. */
    void growOlder() {
        for (final PlainCalls peer : List.copyOf(peers)) {
            try {
                peer.growOlder();
            } catch (final RuntimeException | Error e) {
                lane.reportFault(e);
            }
        }
    }
}
