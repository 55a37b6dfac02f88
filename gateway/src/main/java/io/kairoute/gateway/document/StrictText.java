package io.kairoute.gateway.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Objects;

/**
 * Decodes a file, stopping at the first byte that its charset does not know and telling the line of it.
 *
 * <p>The JDK's own reader would put a question mark there, and the customer would be stored under a key that is not his.
 * Thread-confined: owned by whoever made it.
 */
final class StrictText extends Reader {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();

    private long bytesRead;
    private int lines = 1;
    private boolean isAtEnd;

    StrictText(final InputStream in, final Charset charset) {
        this.in = in;
        decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Bytes taken from the file so far. */
    long bytesRead() {
        return bytesRead;
    }

    @Override
    public int read(final char[] target, final int offset, final int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        final CharBuffer chars = CharBuffer.wrap(target, offset, length).slice();
        while (chars.position() == 0) {
            if (!bytes.hasRemaining() && isAtEnd) {
                return -1;
            }
            fill();
            final CoderResult result = decoder.decode(bytes, chars, isAtEnd);
            countLines(target, offset, chars.position());
            if (result.isError()) {
                throw new DocumentFault(
                        lines,
                        0,
                        "not " + decoder.charset().name()
                                + ": save the file in UTF-8, or name its charset under csv in the mapping of an import");
            }
        }
        return chars.position();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void fill() throws IOException {
        if (isAtEnd) {
            return;
        }
        bytes.compact();
        final int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (read < 0) {
            isAtEnd = true;
        } else {
            bytesRead += read;
            bytes.position(bytes.position() + read);
        }
        bytes.flip();
    }

    private void countLines(final char[] chars, final int offset, final int length) {
        for (int i = offset; i < offset + length; i++) {
            lines += chars[i] == '\n' ? 1 : 0;
        }
    }
}
