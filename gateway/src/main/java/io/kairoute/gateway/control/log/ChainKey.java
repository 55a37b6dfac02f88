package io.kairoute.gateway.control.log;

import io.kairoute.router.store.DurableFiles;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The secret that the control log is chained with: 64 hex digits in a file that its owner alone may read.
 *
 * <p>Whoever has both the log and this key can forge the log; so the file belongs on another disk or mount than the data
 * directory. Immutable.
 */
public final class ChainKey {
    private static final int BYTES = 32;
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{" + 2 * BYTES + "}");
    private static final String ROOT = "root";
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final byte[] bytes;

    private ChainKey(final byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads the key, making one where there is neither a key nor a log that needs it.
     *
     * @param logExists whether something was chained already
     * @throws StoreException when the file is open to others, holds no key, or is missing beside a log
     */
    public static ChainKey open(final Path file, final boolean logExists) {
        try {
            if (Files.exists(file)) {
                return read(file);
            }
            if (logExists) {
                throw StoreException.refused("the control log's key " + file
                        + " is missing: put it back, or set control.key_file to where it is");
            }
            return create(file);
        } catch (final IOException e) {
            throw StoreException.io("use the control log's key", file, e);
        }
    }

    /** Reads a key that must be there. */
    public static ChainKey read(final Path file) {
        try {
            if (isPosix(file)) {
                final boolean isRoots = Files.getOwner(file).getName().equals(ROOT);
                if (isOpen(Files.getPosixFilePermissions(file), isRoots, System.getProperty("user.name", ""))) {
                    throw StoreException.refused("the control log's key " + file + " is open to others ("
                            + PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                            + "): run chmod 600 on it");
                }
            }
            final String hex = Files.size(file) > 4 * BYTES
                    ? ""
                    : Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            if (!HEX.matcher(hex).matches()) {
                throw StoreException.refused("the control log's key " + file + " does not hold " + 2 * BYTES
                        + " hex digits: restore it from where it is kept");
            }
            return new ChainKey(HexFormat.of().parseHex(hex));
        } catch (final IOException e) {
            throw StoreException.io("read the control log's key", file, e);
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** Tells nothing. */
    @Override
    public String toString() {
        return "ChainKey(hidden)";
    }

    private static ChainKey create(final Path file) throws IOException {
        final byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        DurableFiles.write(file, (HexFormat.of().formatHex(fresh) + "\n").getBytes(StandardCharsets.US_ASCII));
        return new ChainKey(fresh);
    }

    /**
     * Whether others than the process may read a key with these permissions.
     *
     * <p>A group may read one of root's where the process is not root's: secrets that Kubernetes mounts are so, and the credentials of
     * systemd where an access control list lets the process in, whose mask the bits of the group are then.
     */
    static boolean isOpen(final Set<PosixFilePermission> permissions, final boolean isRoots, final String user) {
        final Set<PosixFilePermission> others = new HashSet<>(permissions);
        others.removeAll(OWNER_ONLY);
        if (isRoots && !user.equals(ROOT)) {
            others.remove(PosixFilePermission.GROUP_READ);
        }
        return !others.isEmpty();
    }

    private static boolean isPosix(final Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
