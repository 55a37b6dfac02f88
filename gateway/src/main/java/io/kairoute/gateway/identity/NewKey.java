package io.kairoute.gateway.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A new API key and the hash that stands for it in the credentials file. Immutable.
 *
 * @param key 256 random bits in hexadecimal digits behind a prefix that scanners for leaked secrets can know
 * @param sha256 its SHA-256 in lower-case hexadecimal digits
 */
public record NewKey(String key, String sha256) {
    private static final String PREFIX = "kr_";
    private static final int RANDOM_BYTES = 32;

    /** Makes a key. */
    public static NewKey make(final SecureRandom random) {
        final byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        final String key = PREFIX + HexFormat.of().formatHex(bytes);
        return new NewKey(key, hash(key));
    }

    /** The hash of a key. */
    public static String hash(final String key) {
        return HexFormat.of().formatHex(digester().digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest digester() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Keeps the key out of logs. */
    @Override
    public String toString() {
        return "NewKey[sha256=" + sha256 + "]";
    }
}
