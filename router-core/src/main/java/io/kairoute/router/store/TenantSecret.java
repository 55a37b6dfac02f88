package io.kairoute.router.store;

import io.kairoute.router.key.KeyHasher;
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
 * The 16 secret bytes that one tenant's customer keys are hashed with.
 *
 * <p>Kept as 32 hex digits in a file that its owner alone may read, or given by the environment. Whoever loses it must
 * import every set again, since no stored key can be found without it.
 *
 * <p>Immutable.
 */
public final class TenantSecret {
    private static final int DIGITS = 2 * KeyHasher.SECRET_BYTES;
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{" + DIGITS + "}");
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final byte[] bytes;

    private TenantSecret(final String hex) {
        bytes = HexFormat.of().parseHex(hex);
    }

    /**
     * Takes the secret from a value of the environment.
     *
     * @param source where the value is from, for the error
     * @param value 32 hex digits
     */
    public static TenantSecret parse(final String source, final String value) {
        if (!HEX.matcher(value.strip()).matches()) {
            throw StoreException.refused(source + " must be " + DIGITS + " hex digits, as the tenant's secret file is");
        }
        return new TenantSecret(value.strip());
    }

    /**
     * Reads the tenant's secret file, making one where there is neither a secret nor a segment set that needs it.
     *
     * @throws StoreException when the file is readable by others, is not a secret, or is missing beside segment sets
     */
    public static TenantSecret open(final TenantFolder folder) {
        final Path file = folder.secretFile();
        try {
            if (Files.exists(file)) {
                return read(file);
            }
            if (Files.exists(folder.segments().resolve(SegmentSets.ACTIVE))) {
                throw StoreException.refused("the secret " + file + " is missing, and without it no stored customer can"
                        + " be found: restore it from a backup, or remove " + folder.segments()
                        + " and import the segments again");
            }
            return create(file);
        } catch (final IOException e) {
            throw StoreException.io("use the secret file", file, e);
        }
    }

    /** A hasher under this secret. */
    public KeyHasher hasher() {
        return new KeyHasher(bytes);
    }

    /** Tells nothing. */
    @Override
    public String toString() {
        return "TenantSecret(hidden)";
    }

    private static TenantSecret create(final Path file) throws IOException {
        final byte[] fresh = new byte[KeyHasher.SECRET_BYTES];
        new SecureRandom().nextBytes(fresh);
        final String hex = HexFormat.of().formatHex(fresh);
        DurableFiles.write(file, (hex + "\n").getBytes(StandardCharsets.US_ASCII));
        return new TenantSecret(hex);
    }

    private static TenantSecret read(final Path file) throws IOException {
        if (isPosix(file)) {
            final Set<PosixFilePermission> others = new HashSet<>(Files.getPosixFilePermissions(file));
            others.removeAll(OWNER_ONLY);
            others.remove(PosixFilePermission.OWNER_EXECUTE);
            if (!others.isEmpty()) {
                throw StoreException.refused("the secret " + file + " is open to others ("
                        + PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                        + "): run chmod 600 on it");
            }
        }
        if (Files.size(file) > 2 * DIGITS
                || !HEX.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)
                                .strip())
                        .matches()) {
            throw StoreException.refused(
                    "the secret " + file + " does not hold " + DIGITS
                            + " hex digits: restore it from a backup, since a new one would make every stored customer unknown");
        }
        return new TenantSecret(
                Files.readString(file, StandardCharsets.ISO_8859_1).strip());
    }

    private static boolean isPosix(final Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
