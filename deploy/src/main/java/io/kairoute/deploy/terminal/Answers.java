package io.kairoute.deploy.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Standard output as a command writes it: UTF-8 whatever the locale says, and it remembers why it could not be written, which a
 * {@link PrintStream} keeps to itself.
 *
 * <p>Thread-safe.
 */
final class Answers extends PrintStream {
    private final Remembering to;

    private Answers(final Remembering to) {
        super(to, true, StandardCharsets.UTF_8);
        this.to = to;
    }

    /** Answers that go to a stream. */
    static Answers to(final OutputStream stream) {
        return new Answers(new Remembering(stream));
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
