package io.kairoute.gateway.node;

/**
 * Where and how a node may ask itself, for as long as it is lent.
 *
 * @param host an address of this machine
 * @param port takes routing calls in clear text
 * @param key an API key that lets its holder route, on any tenant
 */
public record OwnDoor(String host, int port, String key) {
    /** Keeps the key out of messages. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
