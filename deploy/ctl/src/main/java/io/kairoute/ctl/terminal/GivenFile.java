package io.kairoute.ctl.terminal;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a file that somebody named, as a whole. What cannot be meant, as a directory, a device without an end, or text of another
 * encoding, is refused in one sentence.
 */
public final class GivenFile {
    /** More than a table, a mapping or a list of authorities ever is. */
    public static final int LARGE_BYTES = 64 << 20;

    /** More than a key, a token or a list of contexts ever is. */
    public static final int SMALL_BYTES = 1 << 20;

    private GivenFile() {}

    /** The bytes of a file that a sentence names by its path. */
    public static byte[] bytes(final Path file, final int most) {
        return bytes(file.toString(), file, most);
    }

    /** The text of a file that a sentence names by its path. */
    public static String text(final Path file, final int most) {
        return text(file.toString(), file, most);
    }

    /**
     * The bytes of a file.
     *
     * @param subject what a sentence about the file begins with
     * @throws Refusal when it is not there, is longer, or cannot be read
     */
    public static byte[] bytes(final String subject, final Path file, final int most) {
        if (Files.isDirectory(file)) {
            throw new Refusal(subject + " is a directory.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return bytes(subject, in, most);
        } catch (final NoSuchFileException e) {
            throw new Refusal(ExitCode.NOT_FOUND, subject + " does not exist.", e);
        } catch (final AccessDeniedException e) {
            throw new Refusal(subject + " cannot be read: permission denied.", e);
        } catch (final IOException e) {
            throw new Refusal(subject + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /**
     * The text of a file in UTF-8.
     *
     * @param subject what a sentence about the file begins with
     * @throws Refusal when it is not there, is longer, is in another encoding, or cannot be read
     */
    public static String text(final String subject, final Path file, final int most) {
        return text(subject, bytes(subject, file, most));
    }

    /** The text that a stream, such as standard input, has up to its end. */
    public static String text(final String subject, final InputStream in, final int most) {
        try {
            return text(subject, bytes(subject, in, most));
        } catch (final IOException e) {
            throw new Refusal(subject + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static byte[] bytes(final String subject, final InputStream in, final int most) throws IOException {
        final byte[] bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new Refusal(subject + " is larger than " + (most >> 20) + " MiB.");
        }
        return bytes;
    }

    private static String text(final String subject, final byte[] utf8) {
        final ByteBuffer bytes = ByteBuffer.wrap(utf8);
        final CharBuffer text = CharBuffer.allocate(bytes.remaining());
        final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        final CoderResult result = decoder.decode(bytes, text, true);
        final String read = text.flip().toString();
        if (result.isError()) {
            throw new Refusal(subject + " is not UTF-8, from line "
                    + (1 + read.chars().filter(one -> one == '\n').count()) + " on; save it in UTF-8.");
        }
        return read;
    }
}
