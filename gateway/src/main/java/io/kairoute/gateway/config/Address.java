package io.kairoute.gateway.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where a listener listens. Immutable.
 *
 * @param host a name or address of this machine
 * @param port the port; 0 lets the system pick one
 * @param isLoopback true when only this machine can reach it
 */
public record Address(String host, int port, boolean isLoopback) {
    private static final int MAX_PORT = 65_535;

    static Address of(final Settings settings, final Property hostProperty, final Property portProperty) {
        final String host = settings.text(hostProperty).strip();
        final int port = (int) Invalid.within(portProperty, settings.integer(portProperty), 0, MAX_PORT);
        try {
            if (host.isEmpty()) {
                throw new Invalid(hostProperty, hostProperty.path() + " is empty; 0.0.0.0 means every address");
            }
            return new Address(host, port, InetAddress.getByName(host).isLoopbackAddress());
        } catch (final UnknownHostException e) {
            throw new Invalid(hostProperty, hostProperty.path() + "=" + host + " is no address of this machine");
        }
    }
}
