package io.kairoute.router.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Takes from others what they may do with a directory or anything in it.
 *
 * <p>Secrets are left out: one that others could read is to be refused, not hidden. Links are left as they are.
 * Thread-confined: owned by whoever opens the directory.
 */
final class Narrowing extends SimpleFileVisitor<Path> {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private int narrowed;
    private int refused;

    private Narrowing() {}

    /** Narrows a directory, and tells what came of it. */
    static Narrowing of(final Path directory) throws IOException {
        final Narrowing walk = new Narrowing();
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.walkFileTree(directory, walk);
        }
        return walk;
    }

    /** How many files and folders others could use before. */
    int narrowed() {
        return narrowed;
    }

    /** How many could not be looked at or changed: a mounted volume may belong to another user. */
    int refused() {
        return refused;
    }

    @Override
    public FileVisitResult preVisitDirectory(final Path directory, final BasicFileAttributes attributes) {
        keep(directory, DIRECTORY);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
        final String name = String.valueOf(file.getFileName());
        if (attributes.isRegularFile() && !name.equals("secret") && !name.endsWith(".key")) {
            keep(file, FILE);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(final Path file, final IOException e) {
        refused++;
        return FileVisitResult.CONTINUE;
    }

    private void keep(final Path path, final Set<PosixFilePermission> most) {
        try {
            if (!most.containsAll(Files.getPosixFilePermissions(path))) {
                Files.setPosixFilePermissions(path, most);
                narrowed++;
            }
        } catch (final IOException e) {
            refused++;
        }
    }
}
