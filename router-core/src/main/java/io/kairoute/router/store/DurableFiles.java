package io.kairoute.router.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes files so that a power cut leaves the old one or the new one, never half of one.
 *
 * <p>Contents go to a temporary name, are forced to the disk, renamed, and the directory is forced. Everything temporary
 * starts with {@link #TEMPORARY}, so that what a killed process left is known at the next start.
 */
public final class DurableFiles {
    /** How the name of everything temporary starts. */
    public static final String TEMPORARY = ".tmp-";

    /** The longest piece that {@link #forceInPieces} forces at once. */
    static final long PIECE_BYTES = 4L << 20;

    private DurableFiles() {}

    /** Puts a small file in place, its owner's alone from the first byte on; what fails leaves the old one. */
    public static void write(final Path file, final byte[] contents) throws IOException {
        final byte[] before = Files.exists(file) ? Files.readAllBytes(file) : null;
        final Path temporary = temporary(file);
        Files.deleteIfExists(temporary);
        try (FileChannel channel = FileChannel.open(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(file))) {
            final ByteBuffer bytes = ByteBuffer.wrap(contents);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            rename(temporary, file);
        } catch (final IOException e) {
            putBack(file, before, temporary, e);
            throw e;
        }
    }

    // The new name may stand already when the directory cannot be forced; whoever is told of a failure finds the old
    // file.
    private static void putBack(
            final Path file, final byte @Nullable [] before, final Path temporary, final IOException fault) {
        try {
            if (before == null) {
                Files.deleteIfExists(file);
            } else if (!Arrays.equals(Files.readAllBytes(file), before)) {
                Files.write(temporary, before);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.deleteIfExists(temporary);
        } catch (final IOException e) {
            fault.addSuppressed(e);
        }
    }

    /** Renames, replacing what is there, and forces the directory. */
    public static void rename(final Path from, final Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        forceDirectory(parent(to));
    }

    /** Deletes a file, if it is there, and forces the directory. */
    static void delete(final Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            forceDirectory(parent(file));
        }
    }

    /** Deletes a directory with all that is in it, out of the way first, so that half of it is never seen. */
    static void deleteTree(final Path directory) throws IOException {
        final Path doomed = temporary(directory);
        rename(directory, doomed);
        deleteTemporary(doomed);
    }

    /** Deletes something temporary, be it a file or a directory. */
    public static void deleteTemporary(final Path path) throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(final Path visited, final @Nullable IOException e)
                    throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * Forces the contents of a long file to the disk piece by piece, pages of a mapping included. Who waits for the same disk, as
     * the control log does, waits for one piece at most.
     *
     * @param progress hears of every piece, and may pause
     */
    static void forceInPieces(final Path file, final StoreProgress progress) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final long length = channel.size();
            for (long at = 0; at < length; at += PIECE_BYTES) {
                channel.map(MapMode.READ_WRITE, at, Math.min(PIECE_BYTES, length - at))
                        .force();
                progress.at(Math.min(length, at + PIECE_BYTES), length);
            }
            channel.force(true);
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Forces the contents of a file to the disk, pages of a mapping included. */
    public static void force(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Forces names in a directory to the disk; on systems that cannot open a directory this has no meaning. */
    static void forceDirectory(final Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** The temporary name beside a file or directory. */
    public static Path temporary(final Path path) {
        return path.resolveSibling(TEMPORARY + path.getFileName());
    }

    private static Path parent(final Path path) {
        final Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("path=" + path + " has no directory");
        }
        return parent;
    }
}
