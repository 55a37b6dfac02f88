package io.kairoute.gateway.control.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Names documents by what is in them. */
public final class Sha256 {
    private Sha256() {}

    /** The SHA-256 of some bytes. */
    public static byte[] of(final byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
