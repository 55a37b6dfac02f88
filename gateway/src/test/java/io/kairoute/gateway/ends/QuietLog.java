package io.kairoute.gateway.ends;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes what is logged, and keeps the errors that nobody injected: a line with all that follows it, up to the next that begins with
 * a thread's name.
 *
 * <p>Thread-safe.
 */
final class QuietLog extends OutputStream {
    /**
     * What Vert.x 5.0.12 logs of a stream that is reset while its trailers wait behind data that nobody reads: it means to tell
     * a promise that there is none of, after it has told those that there are.
     */
    private static final String TRAILERS_UNREAD = "io.vertx.core.http.impl.VertxHttp2Stream$3.cancel";

    /** The same once it was thrown so often that the virtual machine leaves out its trace; what is rare keeps its own. */
    private static final String WITHOUT_TRACE =
            "Caught Throwable from listener onStreamClosed.\njava.lang.NullPointerException\n";

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder entry = new StringBuilder();
    private final List<String> unexpected = new ArrayList<>();

    QuietLog() {
        System.setErr(new PrintStream(this, true, StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void write(final int one) {
        line.write(one);
        if (one == '\n') {
            final String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            if (text.startsWith("[")) {
                endEntry();
            }
            entry.append(text);
        }
    }

    /** Errors that nobody asked for. */
    synchronized List<String> unexpected() {
        endEntry();
        return List.copyOf(unexpected);
    }

    @Override
    public void close() {
        System.setErr(before);
        if (!unexpected.isEmpty()) {
            before.println(unexpected);
        }
    }

    private void endEntry() {
        final String text = entry.toString();
        entry.setLength(0);
        if (text.contains(" ERROR ")
                && !text.contains(Injected.MARK)
                && !text.contains(TRAILERS_UNREAD)
                && !text.endsWith(WITHOUT_TRACE)) {
            unexpected.add(text);
        }
    }
}
