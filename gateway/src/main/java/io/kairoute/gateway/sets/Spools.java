package io.kairoute.gateway.sets;

import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.router.store.DiskRoom;
import io.kairoute.router.store.StoreException;
import io.kairoute.router.store.TenantFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/**
 * The customers files that are being sent to one node: so many at once, and never so long that the logs have no room left.
 *
 * <p>Spools lie on the disk that the control log and the decision log are written to. So a part of it is not theirs. Thread-safe.
 */
final class Spools {
    /** Files at once, of all tenants together. */
    static final int MOST = 4;

    /** The longest file. */
    static final long MOST_FILE_BYTES = 64L << 30;

    /** What stays free of a large disk. */
    static final long RESERVE_BYTES = 1L << 30;

    // Of a small disk this part stays free.
    private static final long RESERVE_DIVISOR = 20;

    private final Semaphore free = new Semaphore(MOST);
    private final Disk disk;
    private final long mostFileBytes;

    /**
     * The room of a disk.
     *
     * @param usableBytes what may still be written
     * @param totalBytes what the disk holds
     */
    record Room(long usableBytes, long totalBytes) {
        /** What may be written of that by others than the logs; below 0 where nothing may. */
        long bytesForSpools() {
            return usableBytes - Math.min(RESERVE_BYTES, totalBytes / RESERVE_DIVISOR);
        }
    }

    /** Tells the room of the disk that a file lies on. */
    @FunctionalInterface
    interface Disk {
        /** The room now. */
        Room room(Path directory) throws IOException;
    }

    Spools() {
        this(directory -> {
            final DiskRoom room = DiskRoom.of(directory.toAbsolutePath());
            return new Room(room.usableBytes(), room.totalBytes());
        });
    }

    Spools(final Disk disk) {
        this(disk, MOST_FILE_BYTES);
    }

    Spools(final Disk disk, final long mostFileBytes) {
        this.disk = disk;
        this.mostFileBytes = mostFileBytes;
    }

    /** Refuses a file that is longer than any may be. */
    void checkLength(final long bytes) {
        if (bytes > mostFileBytes) {
            throw ControlRefusal.exhausted(
                    "FILE_TOO_LONG", "A customers file holds at most " + (mostFileBytes >> 30) + " GiB.");
        }
    }

    /** Begins to keep a file that is sent; refuses it where there is no room for one more. */
    Spool open(final TenantFolder folder) {
        if (!free.tryAcquire()) {
            throw ControlRefusal.exhausted(
                    "TOO_MANY_IMPORTS",
                    "This node takes " + MOST + " customers files at a time; wait for the end of another import.");
        }
        boolean isOpen = false;
        try {
            checkRoom(folder.segments());
            final Spool spool = new Spool(folder, this);
            isOpen = true;
            return spool;
        } finally {
            if (!isOpen) {
                free.release();
            }
        }
    }

    /** Refuses to write on where the logs would soon have no room. */
    void checkRoom(final Path directory) {
        final Room room;
        try {
            room = disk.room(directory);
        } catch (final IOException e) {
            throw StoreException.io("ask for the room in", directory, e);
        }
        if (room.bytesForSpools() < Spool.CHECKED_EVERY_BYTES) {
            throw ControlRefusal.exhausted(
                    "NO_ROOM",
                    "The data directory has " + (room.usableBytes() >> 20)
                            + " MiB left, which stay for the logs; make room, or import fewer customers.");
        }
    }

    /** A file that was kept is gone. */
    void closed() {
        free.release();
    }
}
