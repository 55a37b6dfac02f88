package io.kairoute.gateway.ends;

import io.kairoute.gateway.ends.Heard.Over;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/** One call over HTTP/1, on a connection of its own. Thread-confined: owned by its peer's thread. */
final class Http1Call {
    private static final int LONGEST_WAIT_MS = 60_000;

    private final Plan plan;
    private final SplittableRandom random;
    private final Heard heard = new Heard(1);

    Http1Call(final Plan plan, final SplittableRandom random) {
        this.plan = plan;
        this.random = random;
    }

    /** Whether the peer resets its connection, so that what lies in it is lost. */
    static boolean cuts(final Plan plan) {
        return plan.ending() == Ending.RESET || plan.ending() == Ending.UNPROVEN || plan.ending() == Ending.UNREAD;
    }

    /** Makes the call to a port; gives what was heard. */
    Heard make(final int port) throws IOException {
        final byte[] body = plan.kind().message(plan.how());
        if (cuts(plan)) {
            heard.doubt();
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(LONGEST_WAIT_MS);
            send(socket, head(body.length));
            switch (plan.ending()) {
                case SILENT -> send(socket, Arrays.copyOf(body, random.nextInt(1, body.length)));
                case HALF_CLOSED -> {
                    send(socket, Arrays.copyOf(body, random.nextInt(1, body.length)));
                    socket.shutdownOutput();
                }
                case RESET, UNPROVEN -> {
                    send(socket, Arrays.copyOf(body, random.nextInt(0, body.length + 1)));
                    heard.over(Over.LET_GO);
                    socket.setSoLinger(true, 0);
                }
                case UNREAD -> {
                    send(socket, body);
                    heard.over(Over.LET_GO);
                }
                default -> {
                    send(socket, body);
                    if (plan.ending().isPatient() && !plan.lasts() && random.nextBoolean()) {
                        // Nothing more is to be sent, and the answer is as whole as any.
                        socket.shutdownOutput();
                    }
                }
            }
            if (plan.lasts() && plan.ending() != Ending.STRANGE) {
                readAPiece(socket);
            }
            if (!heard.isOver()) {
                read(socket.getInputStream(), plan.ending() == Ending.SLOW ? 16 : 8_192);
            }
        }
        return heard;
    }

    private byte[] head(final int length) {
        final StringBuilder head = new StringBuilder();
        head.append(plan.head().method()).append(' ').append(plan.head().path()).append(" HTTP/1.1\r\n");
        plan.head().fields().forEach((name, value) -> {
            if (!name.equals("te")) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        head.append("host: 127.0.0.1\r\nconnection: close\r\n");
        if (length > 0) {
            head.append("content-length: ").append(length).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void send(final Socket socket, final byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (final IOException e) {
            // What the other side said before it closed can still be read.
        }
    }

    /** Of what lasts, the first piece; then the peer goes away. */
    private void readAPiece(final Socket socket) throws IOException {
        final int count = socket.getInputStream().read(new byte[1_024]);
        if (count < 0) {
            throw new AssertionError("closed without a word");
        }
        heard.over(Over.LET_GO);
        socket.setSoLinger(true, 0);
    }

    private void read(final InputStream in, final int pieceBytes) {
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final byte[] piece = new byte[pieceBytes];
        try {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                said.write(piece, 0, count);
            }
        } catch (final SocketTimeoutException e) {
            throw new AssertionError("neither answered nor closed within a minute", e);
        } catch (final IOException e) {
            // A reset ends it as well as a close does.
            heard.doubt();
        }
        take(said.toString(StandardCharsets.ISO_8859_1));
    }

    private void take(final String said) {
        final int end = said.indexOf("\r\n\r\n");
        if (end < 0) {
            heard.over(Over.CLOSED);
            return;
        }
        final String head = said.substring(0, end).toLowerCase(Locale.ROOT);
        heard.head(head.substring(9, 12), field(head, "grpc-status"), field(head, "grpc-message"));
        heard.data(said.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1));
        heard.over(Over.ANSWERED);
    }

    private static String field(final String head, final String name) {
        final int at = head.indexOf("\r\n" + name + ": ");
        if (at < 0) {
            return "";
        }
        final int from = at + name.length() + 4;
        final int end = head.indexOf("\r\n", from);
        return head.substring(from, end < 0 ? head.length() : end);
    }
}
