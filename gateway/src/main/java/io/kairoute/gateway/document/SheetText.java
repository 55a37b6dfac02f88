package io.kairoute.gateway.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a CSV file as spreadsheets save it: with a mark of its encoding perhaps, and with a first line that names the
 * delimiter ({@code sep=;}).
 *
 * <p>Thread-confined: owned by whoever opened it.
 */
public final class SheetText implements AutoCloseable {
    private static final Pattern DELIMITER_LINE = Pattern.compile("(?i)\"?sep=([,;:|\\t])\"?(?=[\\r\\n]|$)");
    private static final int LONGEST_DELIMITER_LINE = 16;

    private final StrictText text;
    private final char delimiter;
    private final boolean hasDelimiterLine;

    private SheetText(final StrictText text, final char delimiter, final boolean hasDelimiterLine) {
        this.text = text;
        this.delimiter = delimiter;
        this.hasDelimiterLine = hasDelimiterLine;
    }

    /**
     * Opens a file.
     *
     * @param charset its encoding, where no mark tells
     * @param delimiter what stands between cells, where no first line tells
     * @throws DocumentFault when it is no text
     */
    public static SheetText open(final Path file, final Charset charset, final char delimiter) throws IOException {
        final String start;
        try (StrictText text = text(file, charset)) {
            start = start(text);
        } catch (final DocumentFault e) {
            if (e.place().isEmpty()) {
                throw e;
            }
            return new SheetText(text(file, charset), delimiter, false);
        }
        final Matcher line = DELIMITER_LINE.matcher(start);
        return line.lookingAt()
                ? new SheetText(text(file, charset), line.group(1).charAt(0), true)
                : new SheetText(text(file, charset), delimiter, false);
    }

    /** The characters, from the first on. */
    public Reader reader() {
        return text;
    }

    /** What stands between cells. */
    public char delimiter() {
        return delimiter;
    }

    /** Whether the first line names the delimiter, and the second one the columns. */
    public boolean hasDelimiterLine() {
        return hasDelimiterLine;
    }

    /** Bytes of the file that were read so far. */
    public long bytesRead() {
        return text.bytesRead();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    private static StrictText text(final Path file, final Charset charset) throws IOException {
        final PushbackInputStream in = new PushbackInputStream(Files.newInputStream(file), FileKind.BYTES);
        try {
            return text(in, charset);
        } catch (final IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static StrictText text(final PushbackInputStream in, final Charset charset) throws IOException {
        final byte[] start = in.readNBytes(FileKind.BYTES);
        final FileKind.Mark mark = FileKind.mark(start);
        final Charset told = mark == null ? charset : mark.charset();
        final int skipped = mark == null ? 0 : mark.bytes();
        FileKind.check(start, told);
        in.unread(start, skipped, start.length - skipped);
        return new StrictText((InputStream) in, told);
    }

    private static String start(final StrictText text) throws IOException {
        final char[] start = new char[LONGEST_DELIMITER_LINE];
        int length = 0;
        for (int read = 0; read >= 0 && length < start.length; length += Math.max(read, 0)) {
            read = text.read(start, length, start.length - length);
        }
        return new String(start, 0, length);
    }
}
