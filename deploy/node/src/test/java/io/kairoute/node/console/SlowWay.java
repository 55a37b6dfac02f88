package io.kairoute.node.console;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A way to a node as over a bad mobile line: 200 ms there and back, one piece in a hundred is lost, and all connections can be cut.
 *
 * <p>What TCP makes of a lost packet is a pause: nothing that was sent after it arrives before it was sent again. So a piece that is
 * "lost" here, and all behind it, come that much later; the kernel is not asked to drop anything, which would take root and its
 * module for that. Thread-safe.
 */
final class SlowWay implements AutoCloseable {
    private static final long ONE_WAY_NS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How many pieces come through for each that is lost. */
    private static final int OF = 100;

    /** The time after which Linux sends again what was lost, at this distance. */
    private static final long SENT_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(400);

    private final AtomicInteger pieces = new AtomicInteger();
    private final ServerSocket door;
    private final int to;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** Opens one to a port of this machine. */
    SlowWay(final int to) {
        this.to = to;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        begin(this::accept);
    }

    /** Where it begins. */
    int port() {
        return door.getLocalPort();
    }

    /** Cuts every connection. */
    void cut() {
        open.forEach(SlowWay::close);
        open.clear();
    }

    private void accept() throws IOException {
        while (true) {
            final Socket here = door.accept();
            final Socket there = new Socket(InetAddress.getLoopbackAddress(), to);
            open.add(here);
            open.add(there);
            begin(() -> carry(here, there));
            begin(() -> carry(there, here));
        }
    }

    private void carry(final Socket from, final Socket to) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            final byte[] piece = new byte[64 * 1024];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                final boolean isLost = pieces.incrementAndGet() % OF == 0;
                LockSupport.parkNanos(isLost ? ONE_WAY_NS + SENT_AGAIN_NS : ONE_WAY_NS);
                out.write(piece, 0, length);
                out.flush();
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void begin(final Work work) {
        final Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (final IOException e) {
                // One of the two ends is gone, or the door is closed: that is how these threads end.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(final Closeable socket) {
        try {
            socket.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        close(door);
        cut();
    }
}
