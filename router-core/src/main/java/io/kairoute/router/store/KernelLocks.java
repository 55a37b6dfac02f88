package io.kairoute.router.store;

import io.kairoute.router.store.DirectoryState.Holding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells who holds a lock by the kernel's own list of locks. Java could only ask for the lock, and whoever wants it at that instant would
 * be refused.
 *
 * <p>A line is {@code 3: POSIX  ADVISORY  WRITE 19089 fe:00:2154618 0 EOF}: kind, mode, process, and the file by device and inode. The
 * list leaves out processes of other containers.
 */
final class KernelLocks {
    private static final Path LIST = Path.of("/proc/locks");
    private static final int KIND = 1;
    private static final int MODE = 3;
    private static final int FILE = 5;

    private KernelLocks() {}

    /** Whether somebody holds a file's lock alone. */
    static Holding holding(final Path file) throws IOException {
        if (!Files.isReadable(LIST)) {
            return Holding.UNKNOWN;
        }
        return Files.exists(file)
                        && holds(
                                Files.readAllLines(LIST, StandardCharsets.ISO_8859_1),
                                String.valueOf(Files.getAttribute(file, "unix:ino")))
                ? Holding.HELD
                : Holding.FREE;
    }

    /** Whether the lines name a lock of a file. Its device is not compared: where disks lie over each other it is another one there. */
    static boolean holds(final List<String> lines, final String inode) {
        return lines.stream()
                .map(line -> line.strip().split("\\s+", -1))
                .anyMatch(words -> words.length > FILE
                        && words[KIND].equals("POSIX")
                        && words[MODE].equals("WRITE")
                        && words[FILE].endsWith(":" + inode));
    }
}
