package io.kairoute.gateway.control.log;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Computes the hash of each entry: HMAC-SHA-256 over the hash before and everything the entry says, each part with its
 * length, so that no two entries can be spelled the same. Thread-confined.
 */
public final class HashChain {
    /** What the first entry of a chain follows. */
    static final byte[] START = new byte[32];

    private static final String ALGORITHM = "HmacSHA256";
    private static final String DOMAIN = "kairoute control log 1";

    private final Mac mac;

    /** Makes a chain under a key. */
    public HashChain(final ChainKey key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.bytes(), ALGORITHM));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** The hash of an entry at these places, after the hash before. */
    byte[] hash(final byte[] before, final long sequence, final long number, final NewEntry entry) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(DOMAIN);
            out.write(before);
            out.writeLong(sequence);
            text(out, entry.tenant());
            out.writeLong(number);
            out.writeLong(entry.atMs());
            text(out, entry.actor());
            text(out, entry.origin());
            text(out, entry.kind());
            text(out, entry.reason());
            out.writeInt(entry.command().length);
            out.write(entry.command());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return mac.doFinal(bytes.toByteArray());
    }

    private static void text(final DataOutputStream out, final String text) throws IOException {
        final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }
}
