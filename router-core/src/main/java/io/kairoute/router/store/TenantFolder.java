package io.kairoute.router.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Where one tenant's files are.
 *
 * <pre>
 *  secret                     what the tenant's customer keys are hashed with
 *  decisions/                 the log of decisions, in chunks
 *  outcomes/                  what was told of contacts, in chunks
 *  outcomes.db                where each outcome stands in its chunk; made again from them where it is missing
 *  corrections.db             what is known of single customers beside the sets
 *  segments/active            the number of the set that is served
 *  segments/set-000007/       one complete set: manifest, profiles.map
 * </pre>
 *
 * @param path the folder
 * @param wasCleanlyClosed whether the directory's last owner closed it
 */
public record TenantFolder(Path path, boolean wasCleanlyClosed) {
    private static final Pattern PLAIN = Pattern.compile("(?!x-)[a-z0-9][a-z0-9_-]{0,63}");

    /** What the tenant's customer keys are hashed with. */
    public Path secretFile() {
        return path.resolve("secret");
    }

    /** The log of the tenant's decisions. */
    public Path decisions() {
        return path.resolve("decisions");
    }

    /** What was told of the tenant's contacts. */
    public Path outcomes() {
        return path.resolve("outcomes");
    }

    /** Where each outcome stands in its chunk. */
    public Path outcomeIndex() {
        return path.resolve("outcomes.db");
    }

    /** What is known of single customers beside the segment sets. */
    public Path corrections() {
        return path.resolve("corrections.db");
    }

    /** The tenant's segment sets. */
    public Path segments() {
        return path.resolve("segments");
    }

    /** Something temporary beside the sets, under a name; cleared away at the next start if nobody does before. */
    public Path temporary(final String name) {
        return segments().resolve(DurableFiles.TEMPORARY + name);
    }

    /** The folder's name: the id where that is a plain name, else a digest of it, since an id may hold any character. */
    public static String nameOf(final String tenantId) {
        if (PLAIN.matcher(tenantId).matches()) {
            return tenantId;
        }
        try {
            final byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(tenantId.getBytes(StandardCharsets.UTF_8));
            return "x-" + HexFormat.of().formatHex(digest, 0, 16);
        } catch (final NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
