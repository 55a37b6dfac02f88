package io.kairoute.gateway.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client of server-sent events over HTTP/1.1, which can vanish, read slowly, and come back. */
final class EventClient implements AutoCloseable {
    private static final int NARROW_BYTES = 4 * 1024;

    /** One event as it came; what it does not say is empty. */
    record Event(String id, String name, String data) {}

    private final Socket socket;
    private final String head;
    private final Chunks chunks;
    private final BufferedReader lines;

    private EventClient(final Socket socket, final int port, final String path, final String more) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        final InputStream in = socket.getInputStream();
        final StringBuilder read = new StringBuilder();
        while (!read.toString().endsWith("\r\n\r\n")) {
            read.append((char) in.read());
        }
        head = read.toString().toLowerCase(Locale.ROOT);
        chunks = new Chunks(in);
        lines = new BufferedReader(new InputStreamReader(chunks, StandardCharsets.UTF_8));
    }

    /** Begins a watch; {@code seen} is the id of the last event that was seen, empty for none. */
    static EventClient open(final int port, final String path, final String seen) throws IOException {
        return new EventClient(
                new Socket(),
                port,
                path,
                "Accept: text/event-stream\r\n" + (seen.isEmpty() ? "" : "Last-Event-ID: " + seen + "\r\n"));
    }

    static EventClient openAccepting(final int port, final String path, final String accept) throws IOException {
        return new EventClient(new Socket(), port, path, "Accept: " + accept + "\r\n");
    }

    /** Begins a watch over a connection that takes little before it is read. */
    static EventClient openNarrow(final int port, final String path) throws IOException {
        final Socket narrow = new Socket();
        narrow.setReceiveBufferSize(NARROW_BYTES);
        return new EventClient(narrow, port, path, "");
    }

    /** The head of the response, lower case. */
    String head() {
        return head;
    }

    int status() {
        return Integer.parseInt(head.split(" ", 3)[1]);
    }

    /** The next event that carries data. */
    Event next() throws IOException {
        String id = "";
        String name = "";
        String data = "";
        while (true) {
            final String line = lines.readLine();
            if (line == null) {
                throw new IOException("the stream ended");
            }
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.isEmpty() && !data.isEmpty()) {
                return new Event(id, name, data);
            }
        }
    }

    /** Breaks the connection without a word. */
    void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Takes the chunks of a body apart. */
    private static final class Chunks extends InputStream {
        private final InputStream in;
        private int left;

        Chunks(final InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            final byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(final byte[] into, final int offset, final int length) throws IOException {
            if (left == 0) {
                left = size();
                if (left == 0) {
                    return -1;
                }
            }
            final int read = in.read(into, offset, Math.min(length, left));
            if (read < 0) {
                return -1;
            }
            left -= read;
            if (left == 0) {
                in.read();
                in.read();
            }
            return read;
        }

        private int size() throws IOException {
            final StringBuilder hex = new StringBuilder();
            int next = in.read();
            while (next != '\r') {
                if (next < 0) {
                    return 0;
                }
                hex.append((char) next);
                next = in.read();
            }
            in.read();
            return Integer.parseInt(hex.toString(), 16);
        }
    }
}
