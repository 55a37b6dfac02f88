package io.kairoute.gateway.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.transport.Transport;

/** The JDK's network transport, whose listening sockets are all held to one policy. Immutable. */
public final class GuardedTransport implements Transport, io.vertx.core.spi.transport.Transport {
    private final io.vertx.core.spi.transport.Transport plain = Transport.NIO.implementation();
    private final ConnectionPolicy policy;

    /** Makes a transport whose listeners are held to a policy. */
    public GuardedTransport(final ConnectionPolicy policy) {
        this.policy = policy;
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(final boolean domainSocket) {
        return domainSocket ? plain.serverChannelFactory(true) : () -> new GuardedServerChannel(policy);
    }

    @Override
    public String name() {
        return Transport.NIO.name();
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public Throwable unavailabilityCause() {
        return plain.unavailabilityCause();
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
        return this;
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return plain.ioHandlerFactory();
    }

    @Override
    public DatagramChannel datagramChannel() {
        return plain.datagramChannel();
    }

    @Override
    @SuppressWarnings("deprecation") // the interface asks for it
    public DatagramChannel datagramChannel(final InternetProtocolFamily family) {
        return plain.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(final boolean domainSocket) {
        return plain.channelFactory(domainSocket);
    }
}
