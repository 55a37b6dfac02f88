package io.kairoute.gateway.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends a request as it stands and reads everything that comes back. */
final class RawHttp {
    private static final int PATIENCE_MS = 10_000;

    private RawHttp() {}

    /**
     * Sends a request to a port of this machine.
     *
     * @param first the request's first line, without the version
     * @param headers more lines, each ended
     */
    static String answer(final int port, final String first, final String headers, final byte[] body)
            throws IOException {
        return answer(InetAddress.getLoopbackAddress(), port, first, "localhost", headers, body);
    }

    /** Sends a request to an address, under the name of a host. */
    static String answer(
            final InetAddress address,
            final int port,
            final String first,
            final String host,
            final String headers,
            final byte[] body)
            throws IOException {
        try (Socket socket = new Socket(address, port)) {
            socket.setSoTimeout(PATIENCE_MS);
            final String head = first + " HTTP/1.1\r\nhost: " + host + "\r\nconnection: close\r\ncontent-length: "
                    + body.length + "\r\n" + headers + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
