package io.kairoute.router.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The room of the disk that a file or directory lies on.
 *
 * <p>It is asked for by path: Java's file stores look through the table of mounts, and fail where the table does not name the
 * disk, as in a plain chroot. Where the system does not say, the room counts as endless, and a full disk is met when it is
 * written to.
 *
 * @param usableBytes what may still be written
 * @param totalBytes what the disk holds
 */
public record DiskRoom(long usableBytes, long totalBytes) {
    /** Where the system does not say. */
    public static final DiskRoom UNKNOWN = new DiskRoom(Long.MAX_VALUE, Long.MAX_VALUE);

    /** The room around a path that is there. */
    public static DiskRoom of(final Path path) {
        final File file = path.toFile();
        final long totalBytes = file.getTotalSpace();
        return totalBytes <= 0 ? UNKNOWN : new DiskRoom(file.getUsableSpace(), totalBytes);
    }

    /** Whether the table of mounts names the disk that a path is on, which is how Java's file stores find it. */
    static boolean isMountNamed(final Path path) {
        try {
            final var unused = Files.getFileStore(path);
            return true;
        } catch (final IOException e) {
            return false;
        }
    }
}
