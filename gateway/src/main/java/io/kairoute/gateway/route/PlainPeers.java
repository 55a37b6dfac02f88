package io.kairoute.gateway.route;

import io.vertx.core.http.HttpConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who makes plain calls on one event loop, so that those who do not read are found.
 *
 * <p>Thread-confined: owned by its event loop.
 */
final class PlainPeers {
    private final RouteLane lane;
    private final Set<PlainPeer> peers = new HashSet<>();

    PlainPeers(final RouteLane lane) {
        this.lane = lane;
    }

    /** A connection was opened: its plain calls are answered from now on, when it speaks HTTP/2. */
    void opened(final HttpConnection connection) {
        PlainCalls.of(lane, this, connection);
    }

    /** The first plain call of a peer came. */
    void joined(final PlainPeer peer) {
        peers.add(peer);
    }

    /** The connection of a peer is closed. */
    void left(final PlainPeer peer) {
        peers.remove(peer);
    }

    /** To be called every half of the time that an answer may stay unread. */
    void growOlder() {
        for (final PlainPeer peer : List.copyOf(peers)) {
            try {
                peer.growOlder();
            } catch (final RuntimeException | Error e) {
                lane.ledger().reportFault(e);
            }
        }
    }
}
