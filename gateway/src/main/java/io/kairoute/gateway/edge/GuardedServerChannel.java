package io.kairoute.gateway.edge;

import io.kairoute.gateway.observe.RejectCause;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;

/**
 * A listening socket that puts a guard before each connection it accepts, and closes those over the limit at once.
 *
 * <p>The limit is kept here and not at Vert.x's connection handler, since that learns of a connection only when it has said
 * something: those that say nothing would not be counted. Thread-confined: owned by the accepting event loop.
 */
final class GuardedServerChannel extends NioServerSocketChannel {
    private final ConnectionPolicy policy;

    GuardedServerChannel(final ConnectionPolicy policy) {
        this.policy = policy;
    }

    @Override
    protected int doReadMessages(final List<Object> accepted) throws Exception {
        final int before = accepted.size();
        final int count = super.doReadMessages(accepted);
        for (int i = accepted.size() - 1; i >= before; i--) {
            final SocketChannel connection = (SocketChannel) accepted.get(i);
            if (policy.limit().opens()) {
                // A peer that sends no more may still wait for an answer; the guard closes it where it does not.
                connection.config().setAllowHalfClosure(true);
                connection.closeFuture().addListener(closed -> policy.limit().closed());
                connection.pipeline().addFirst(new ConnectionGuard(policy));
            } else {
                accepted.remove(i);
                policy.rejected().accept(RejectCause.TOO_MANY_CONNECTIONS);
                connection.unsafe().closeForcibly();
            }
        }
        return count;
    }
}
