package io.kairoute.node.console;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Route calls at a steady rate over a few connections that stay, as a platform makes them. It shares no thread with anything else that
 * asks the node, so that what it measures is the node's.
 */
final class SteadyCalls {
    private static final int CONNECTIONS = 8;
    private static final int LONGEST_ANSWER_MS = 10_000;
    private static final byte[] QUESTION = question();

    private final int port;

    SteadyCalls(final int port) {
        this.port = port;
    }

    /** Calls as often as that, however long the answers take; gives microseconds from when each call was due. */
    ConcurrentHistogram run(final int perS, final int seconds) throws Exception {
        final ConcurrentHistogram tookUs = new ConcurrentHistogram(3);
        final ExecutorService callers = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            final long begunNs = System.nanoTime();
            final List<Future<?>> ends = new ArrayList<>();
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                final int first = connection;
                ends.add(callers.submit(() -> {
                    call(first, perS, seconds, begunNs, tookUs);
                    return null;
                }));
            }
            for (final Future<?> end : ends) {
                end.get(seconds + 60L, TimeUnit.SECONDS);
            }
        } finally {
            callers.shutdownNow();
        }
        return tookUs;
    }

    /** Every eighth call, one after the other. */
    private void call(
            final int first, final int perS, final int seconds, final long begunNs, final ConcurrentHistogram tookUs)
            throws IOException {
        final long betweenNs = TimeUnit.SECONDS.toNanos(1) / perS;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(LONGEST_ANSWER_MS);
            final InputStream answers = new BufferedInputStream(socket.getInputStream());
            for (int i = first; i < perS * seconds; i += CONNECTIONS) {
                final long dueNs = begunNs + i * betweenNs;
                while (System.nanoTime() < dueNs) {
                    LockSupport.parkNanos(dueNs - System.nanoTime());
                }
                socket.getOutputStream().write(QUESTION);
                readAnswer(answers);
                tookUs.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - dueNs));
            }
        }
    }

    private static void readAnswer(final InputStream answers) throws IOException {
        final String status = line(answers);
        if (!status.startsWith("HTTP/1.1 200 ")) {
            throw new IOException("answered " + status);
        }
        int length = 0;
        for (String header = line(answers); !header.isEmpty(); header = line(answers)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).trim());
            }
        }
        answers.skipNBytes(length);
    }

    private static String line(final InputStream from) throws IOException {
        final StringBuilder line = new StringBuilder();
        for (int next = from.read(); next != '\n'; next = from.read()) {
            if (next < 0) {
                throw new EOFException("the node closed the connection");
            }
            line.append((char) next);
        }
        return line.toString().trim();
    }

    private static byte[] question() {
        final String body =
                "{\"contact_id\":\"c-1\",\"channel\":\"VOICE\",\"intent\":\"no_internet\",\"region\":\"US-FL\"}";
        return ("POST /v1/route HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
