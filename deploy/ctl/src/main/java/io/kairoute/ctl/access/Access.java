package io.kairoute.ctl.access;

/**
 * Which node is asked, for which tenant, and how it is let in. Immutable.
 *
 * @param target the listener, as {@code host:port} or {@code host}
 * @param tenant the tenant; empty for the credential's own
 * @param credential what is shown
 * @param tls how the connection is encrypted
 */
public record Access(String target, String tenant, Credential credential, Tls tls) {}
