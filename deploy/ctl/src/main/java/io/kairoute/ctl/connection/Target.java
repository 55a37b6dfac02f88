package io.kairoute.ctl.connection;

import io.kairoute.ctl.access.Access;
import io.kairoute.ctl.access.Credential;
import io.kairoute.ctl.access.Tls;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The address of a server, and what opens it.
 *
 * @param host a name or address, without brackets
 * @param port 1 to 65,535
 * @param credential what is shown
 * @param tls how the connection is encrypted
 */
public record Target(String host, int port, Credential credential, Tls tls) {
    // An address whose end looks like a port: the one of ::1:7401 is a group of four, and nobody means that.
    private static final Pattern PORT_WITHOUT_BRACKETS = Pattern.compile("[0-9a-fA-F:.]*:[0-9]{4,5}");

    /** A server in clear text that asks for no credential. */
    public Target(final String host, final int port) {
        this(host, port, Credential.NONE, Tls.OFF);
    }

    /**
     * The server that options lead to.
     *
     * @throws Refusal when the address is none
     */
    public static Target of(final Access access, final int defaultPort) {
        try {
            final Target plain = parse(access.target(), defaultPort);
            return new Target(plain.host, plain.port, access.credential(), access.tls());
        } catch (final IllegalArgumentException e) {
            throw new Refusal(ExitCode.USAGE, "--target: " + e.getMessage() + ".", e);
        }
    }

    /** The same server, over TLS. */
    public Target trusting(final Path certificates) {
        return new Target(host, port, credential, Tls.trusting(certificates));
    }

    /** Keeps the credential out of messages. */
    @Override
    public String toString() {
        return authority();
    }

    /** Reads {@code host:port}, {@code [::1]:port} or {@code host}, which means the default port. */
    public static Target parse(final String text, final int defaultPort) {
        final int colon = text.lastIndexOf(':');
        final boolean bracketed = text.startsWith("[");
        if (!bracketed
                && text.indexOf(':') != colon
                && PORT_WITHOUT_BRACKETS.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "write an IPv6 address in brackets, as [" + text.substring(0, colon) + "]" + text.substring(colon));
        }
        final boolean hasPort = colon >= 0 && (bracketed ? colon > text.lastIndexOf(']') : text.indexOf(':') == colon);
        final String host = hasPort ? text.substring(0, colon) : text;
        final String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (bare.isEmpty()
                || bare.toLowerCase(Locale.ROOT).startsWith("http")
                || !bare.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._-:%".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("\"" + text + "\" is no host:port, such as localhost:" + defaultPort);
        }
        return new Target(bare, hasPort ? port(text, text.substring(colon + 1)) : defaultPort);
    }

    /** As {@code host:port}, with brackets where they are needed. */
    public String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static int port(final String text, final String digits) {
        try {
            final int port = Integer.parseInt(digits);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (final NumberFormatException e) {
            // Told below, with what is expected.
        }
        throw new IllegalArgumentException("the port of \"" + text + "\" is not 1 to 65535");
    }
}
