package io.kairoute.deploy.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files that only their owner may read, from their first byte on. */
final class OwnerOnly {
    private OwnerOnly() {}

    /** Makes an empty file. */
    static void create(final Path file) throws IOException {
        final boolean isPosix =
                file.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createFile(
                file,
                isPosix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0]);
    }
}
