package io.kairoute.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at files from time to time and tells whoever reads them when their contents changed. Thread-safe.
 *
 * <p>Contents and not times are compared: a file may be replaced within one tick of the file system's clock, and mounted secrets
 * change behind a link. All are small. What a reader throws is logged and counted once per change, and the old contents go on to
 * count.
 */
public final class FileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    /** How long who asks for a look waits for it. */
    private static final long LONGEST_LOOK_S = 30;

    private final long intervalMs;
    private final AtomicLong refused = new AtomicLong();
    private final List<Watched> all = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor(task -> {
        final Thread thread = new Thread(task, "kairoute-files");
        thread.setDaemon(true);
        return thread;
    });

    /** Makes a watch that looks this often. */
    public FileWatch(final long intervalMs) {
        this.intervalMs = intervalMs;
    }

    /** What some files hold at one moment. Take it before they are read, so that no change in between is missed. Immutable. */
    @SuppressWarnings("ArrayRecordComponent") // compared by its contents, here alone
    public record Mark(List<Path> files, byte[] digest) {
        /** What the files hold now. */
        public static Mark of(final List<Path> files) {
            return new Mark(List.copyOf(files), digestOf(files));
        }
    }

    /** Calls a reader, on the watch's own thread, after each change of any of the files from now on. */
    public void watch(final String what, final List<Path> files, final Runnable reader) {
        watch(what, Mark.of(files), reader);
    }

    /** Calls a reader, on the watch's own thread, after each change of any of the files since a mark. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the executor, and look() tells what readers throw
    public void watch(final String what, final Mark since, final Runnable reader) {
        final Watched watched = new Watched(what, since, reader, refused::incrementAndGet);
        all.add(watched);
        looker.scheduleWithFixedDelay(watched::look, intervalMs, intervalMs, TimeUnit.MILLISECONDS);
    }

    /** Looks at all files now instead of at the next time, and is back when the readers of those that changed are. */
    public void lookNow() {
        try {
            looker.submit(() -> all.forEach(Watched::look)).get(LONGEST_LOOK_S, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final ExecutionException e) {
            throw new IllegalStateException("look() tells what readers throw", e);
        } catch (final RejectedExecutionException | TimeoutException e) {
            // The watch is being closed, or a disk does not answer: whoever asked need not wait for that.
        }
    }

    /** How many changes their readers did not take. */
    public long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        looker.shutdownNow();
    }

    /** Some files that are read together. Single writer: the watch's thread. */
    private static final class Watched {
        private final String what;
        private final List<Path> files;
        private final Runnable reader;
        private final Runnable refused;
        private byte[] last;

        Watched(final String what, final Mark since, final Runnable reader, final Runnable refused) {
            this.what = what;
            this.files = since.files();
            this.reader = reader;
            this.refused = refused;
            this.last = since.digest();
        }

        void look() {
            try {
                final byte[] now = digestOf(files);
                if (Arrays.equals(now, last)) {
                    return;
                }
                last = now;
                reader.run();
                LOG.info("event=files_reloaded what={}", what);
            } catch (final Throwable e) {
                // An error, too: what it leaves here would end the watch for good.
                refused.run();
                LOG.warn(
                        "event=files_not_reloaded what={} reason=\"{}\" still=\"the contents before\"",
                        what,
                        e.getMessage());
            }
        }
    }

    private static byte[] digestOf(final List<Path> files) {
        final MessageDigest sha256 = sha256();
        for (final Path file : files) {
            try {
                sha256.update(Files.readAllBytes(file));
            } catch (final IOException e) {
                // Being replaced, perhaps: it counts as other contents, and the reader says what is wrong.
                sha256.update((byte) 0);
            }
        }
        return sha256.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
