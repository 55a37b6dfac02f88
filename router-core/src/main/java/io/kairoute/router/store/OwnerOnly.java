package io.kairoute.router.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The permissions of what nobody but the owner of the data may read, where the file system knows such. */
public final class OwnerOnly {
    private OwnerOnly() {}

    /** Those of a file: 0600. */
    public static FileAttribute<?>[] file(final Path file) {
        return permissions(file, "rw-------");
    }

    /** Those of a directory: 0700. */
    public static FileAttribute<?>[] directory(final Path directory) {
        return permissions(directory, "rwx------");
    }

    /** Makes a directory, with those above it that are missing. */
    public static void createDirectories(final Path directory) throws IOException {
        Files.createDirectories(directory, directory(directory));
    }

    private static FileAttribute<?>[] permissions(final Path path, final String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
