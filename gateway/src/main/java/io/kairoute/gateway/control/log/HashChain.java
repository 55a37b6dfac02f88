package io.kairoute.gateway.control.log;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.SortedMap;
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
    private static final String SEAL_DOMAIN = "kairoute fold snapshot 1";

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

    /** The hash that an entry must have, after the hash before. */
    byte[] hash(final byte[] before, final ControlEntry entry) {
        return hash(
                before,
                entry.sequence(),
                entry.number(),
                new NewEntry(
                        entry.tenant(),
                        entry.atMs(),
                        entry.actor(),
                        entry.origin(),
                        entry.kind(),
                        entry.reason(),
                        entry.command()));
    }

    /** What ties the state of a fold to the log that it was folded from: where it ended, and every chain's end there. */
    byte[] seal(final long position, final SortedMap<String, ChainHead> heads, final byte[] state) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(SEAL_DOMAIN);
            out.writeLong(position);
            out.writeInt(heads.size());
            for (final Map.Entry<String, ChainHead> head : heads.entrySet()) {
                text(out, head.getKey());
                out.writeLong(head.getValue().number());
                out.write(head.getValue().hash());
            }
            out.writeInt(state.length);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        mac.update(bytes.toByteArray());
        return mac.doFinal(state);
    }

    private static void text(final DataOutputStream out, final String text) throws IOException {
        final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }
}
