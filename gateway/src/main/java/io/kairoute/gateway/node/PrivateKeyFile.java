package io.kairoute.gateway.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of a private key that others on the machine may read. A key that is not the node's own, as root's is where an operator lays it
 * out, is read by its group or not at all.
 */
final class PrivateKeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateKeyFile.class);
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private PrivateKeyFile() {}

    /** Warns where a listener's key is open to others: a mounted secret often is, and so the node starts all the same. */
    static void warnOfOthers(final String listener, final Path key) {
        final Set<PosixFilePermission> permissions = permissions(key);
        final boolean isOwn = isOwn(key);
        if (isOpen(permissions, isOwn)) {
            LOG.warn(
                    "event=private_key_open_to_others listener={} file=\"{}\" permissions={} run=\"chmod {} {}\"",
                    listener,
                    key,
                    PosixFilePermissions.toString(permissions),
                    isOwn ? "600" : "640",
                    key);
        }
    }

    /** Whether more people may touch a key than have to. */
    static boolean isOpen(final Set<PosixFilePermission> permissions, final boolean isOwn) {
        return !Collections.disjoint(permissions, OF_OTHERS)
                || (isOwn && permissions.contains(PosixFilePermission.GROUP_READ));
    }

    private static boolean isOwn(final Path file) {
        try {
            return Files.getOwner(file).getName().equals(System.getProperty("user.name"));
        } catch (final IOException | UnsupportedOperationException e) {
            return true;
        }
    }

    private static Set<PosixFilePermission> permissions(final Path file) {
        try {
            return Files.getPosixFilePermissions(file);
        } catch (final IOException | UnsupportedOperationException e) {
            // Whoever reads the file says what is wrong with it; elsewhere there are no such permissions.
            return Set.of();
        }
    }
}
