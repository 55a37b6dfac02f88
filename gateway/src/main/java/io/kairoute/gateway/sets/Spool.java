package io.kairoute.gateway.sets;

import io.kairoute.router.store.OwnerOnly;
import io.kairoute.router.store.StoreException;
import io.kairoute.router.store.TenantFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A customers file that was sent, kept in the tenant's folder for as long as its import takes, since an import reads it twice.
 *
 * <p>Its owner alone may read it, and its name says that it is temporary: what a killed node leaves is removed at the next
 * start. Thread-confined: owned by its import.
 */
final class Spool implements AutoCloseable {
    private static final String FILE = "import.csv";
    private static final String REJECTS = "import-rejects.csv";

    /** How many bytes are written between two looks at the room that the disk has. */
    static final long CHECKED_EVERY_BYTES = 16L << 20;

    private final Spools spools;
    private final Path directory;
    private final Path file;
    private final Path rejects;
    private final FileChannel channel;
    private long bytes;
    private long uncheckedBytes;
    private boolean isClosed;

    /** Begins a file; {@link Spools} sees to it that there is room. */
    Spool(final TenantFolder folder, final Spools spools) {
        this.spools = spools;
        directory = folder.segments();
        file = folder.temporary(FILE);
        rejects = folder.temporary(REJECTS);
        try {
            Files.deleteIfExists(file);
            channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(file));
        } catch (final IOException e) {
            throw StoreException.io("keep what is sent in", file, e);
        }
    }

    /** Adds the next bytes. */
    void add(final ByteBuffer next) {
        bytes += next.remaining();
        uncheckedBytes += next.remaining();
        spools.checkLength(bytes);
        if (uncheckedBytes >= CHECKED_EVERY_BYTES) {
            uncheckedBytes = 0;
            spools.checkRoom(directory);
        }
        try {
            while (next.hasRemaining()) {
                channel.write(next);
            }
        } catch (final IOException e) {
            throw StoreException.io("keep what is sent in", file, e);
        }
    }

    /** Bytes so far. */
    long bytes() {
        return bytes;
    }

    /** Ends the file; returns where it is. */
    Path end(final Instant changedAt) {
        try {
            channel.close();
            Files.setLastModifiedTime(file, FileTime.from(changedAt));
            return file;
        } catch (final IOException e) {
            throw StoreException.io("keep what is sent in", file, e);
        }
    }

    /** Where bad rows are reported. */
    Path rejects() {
        return rejects;
    }

    /** A sentence about the spooled file as one about the file that was sent. */
    String spoken(final String sentence, final String name) {
        return sentence.replace("see " + rejects, "the rejects tell which").replace(file.toString(), name);
    }

    /** Removes the file, and what was reported of it. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        spools.closed();
        IOException fault = null;
        for (final Closeable end :
                List.<Closeable>of(channel, () -> Files.deleteIfExists(file), () -> Files.deleteIfExists(rejects))) {
            try {
                end.close();
            } catch (final IOException e) {
                fault = e;
            }
        }
        if (fault != null) {
            throw StoreException.io("remove what was sent, in", file, fault);
        }
    }
}
