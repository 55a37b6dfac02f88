package io.kairoute.ctl.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Standard output as a command writes it: UTF-8 whatever the locale says, and it remembers why it could not be written, which a
 * {@link PrintStream} keeps to itself.
 *
 * <p>Thread-safe.
 */
final class Answers extends PrintStream {
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    private final Remembering to;
    private final boolean isOfProcess;

    private Answers(final Remembering to, final boolean isOfProcess) {
        super(to, true, StandardCharsets.UTF_8);
        this.to = to;
        this.isOfProcess = isOfProcess;
    }

    /** Answers that go to a stream. */
    static Answers to(final OutputStream stream) {
        return new Answers(new Remembering(stream), false);
    }

    /** Answers that go to the standard output of this process. */
    static Answers toStandardOutput() {
        return new Answers(new Remembering(new FileOutputStream(FileDescriptor.out)), true);
    }

    /**
     * Whether something could not be written since its reader is gone. The system says "Broken pipe" in the language of the machine;
     * only a pipe breaks.
     */
    boolean isReaderGone() {
        final IOException fault = fault();
        if (fault == null) {
            return false;
        }
        return String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT).contains("pipe")
                || (isOfProcess && isPipe());
    }

    private static boolean isPipe() {
        try {
            return Files.readSymbolicLink(STANDARD_OUTPUT).toString().startsWith("pipe:");
        } catch (final IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Why something could not be written; null where everything was. */
    @Nullable
    IOException fault() {
        flush();
        return to.fault;
    }

    private static final class Remembering extends FilterOutputStream {
        private volatile @Nullable IOException fault;

        Remembering(final OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(final int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(final byte[] bytes, final int offset, final int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (final IOException e) {
                fault = e;
                throw e;
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (final IOException e) {
                fault = e;
                throw e;
            }
        }
    }
}
