package io.kairoute.gateway.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An upload as a plain body over HTTP/1.1, byte by byte. */
final class PlainUpload {
    /** Where it goes. */
    static final String PATH = "/v1/tenants/default/segmentSets:import?head.file_name=a.csv";

    private PlainUpload() {}

    /** A file as a body whose length is told before. */
    static byte[] withLength(final byte[] file) {
        return joined("PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + file.length + "\r\n\r\n", file, "");
    }

    /** A file as one chunk. */
    static byte[] chunked(final byte[] file) {
        return joined(
                "PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(file.length) + "\r\n",
                file,
                "\r\n0\r\n\r\n");
    }

    private static byte[] joined(final String before, final byte[] file, final String after) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(file);
        all.writeBytes(after.getBytes(StandardCharsets.US_ASCII));
        return all.toByteArray();
    }

    /** Sends a request, and reads to the end of its answer. */
    static String put(final int port, final String request) throws IOException {
        return put(port, request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends a request, and reads to the end of its answer. */
    static String put(final int port, final byte[] request) throws IOException {
        try (Socket socket = connect(port)) {
            socket.getOutputStream().write(request);
            final StringBuilder answer = new StringBuilder();
            int next = socket.getInputStream().read();
            while (next >= 0) {
                answer.append((char) next);
                if (answer.toString().endsWith("\r\n0\r\n\r\n") || isWhole(answer)) {
                    break;
                }
                next = socket.getInputStream().read();
            }
            return answer.toString();
        }
    }

    private static boolean isWhole(final StringBuilder answer) {
        final int head = answer.indexOf("\r\n\r\n");
        final int length = answer.indexOf("content-length: ");
        return head > 0
                && length > 0
                && length < head
                && answer.length() - head - 4
                        >= Integer.parseInt(answer.substring(length + 16, answer.indexOf("\r\n", length)));
    }

    /** A connection on which a minute passes before a read fails. */
    static Socket connect(final int port) throws IOException {
        final Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        return socket;
    }

    static void send(final Socket socket, final String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The next line of an answer. */
    static String line(final Socket socket) throws IOException {
        final StringBuilder line = new StringBuilder();
        int next = socket.getInputStream().read();
        while (next != '\n' && next >= 0) {
            line.append((char) next);
            next = socket.getInputStream().read();
        }
        return line.toString().strip();
    }
}
