package io.kairoute.gateway.console.session;

import io.kairoute.gateway.console.site.PagePaths;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in while the person is at the issuer; the browser keeps it, so that nobody can fill this node with sign-ins that never end.
 *
 * <pre>
 *   MS.STATE.NONCE.VERIFIER.TO.MAC      TO in Base64 for addresses, the others as they are
 * </pre>
 *
 * @param begunMs when it was begun, by the clock that {@link Sealer} is told
 * @param state comes back with the answer
 * @param nonce comes back within the token
 * @param verifier proves to the issuer that whoever asks for the token is who asked for the code
 * @param to the page that the person wanted
 */
record Flow(long begunMs, String state, String nonce, String verifier, String to) {
    static final long LONGEST_MS = 600_000;

    private static final int RANDOM_BYTES = 32;
    private static final int LONGEST_TO = 1_024;
    private static final int PARTS = 6;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** Begins one. */
    static Flow begin(final SecureRandom random, final long nowMs, final @Nullable String to) {
        return new Flow(nowMs, secret(random), secret(random), secret(random), page(to));
    }

    /** What the issuer is told of the verifier before it sees it. */
    String challenge() {
        try {
            return BASE64.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    boolean isOver(final long nowMs) {
        return nowMs - begunMs >= LONGEST_MS;
    }

    /** One of the console's own pages, whatever is asked for: a sign-in leads nowhere else. */
    static String page(final @Nullable String to) {
        if (to == null || to.length() > LONGEST_TO || !to.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return PagePaths.FIRST;
        }
        final String bare = to.indexOf('#') < 0 ? to : to.substring(0, to.indexOf('#'));
        final String path = bare.indexOf('?') < 0 ? bare : bare.substring(0, bare.indexOf('?'));
        return PagePaths.isPage(path) ? bare : PagePaths.FIRST;
    }

    private static String secret(final SecureRandom random) {
        final byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    /** Writes flows so that nobody else can, and reads them. Thread-confined: owned by the admin event loop. */
    static final class Sealer {
        private static final String ALGORITHM = "HmacSHA256";
        private final Mac mac;

        /** Makes one with a key that no other has. */
        Sealer(final SecureRandom random) {
            final byte[] key = new byte[RANDOM_BYTES];
            random.nextBytes(key);
            try {
                mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(key, ALGORITHM));
            } catch (final NoSuchAlgorithmException | InvalidKeyException e) {
                throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
            }
        }

        String seal(final Flow flow) {
            final String text = flow.begunMs + "." + flow.state + "." + flow.nonce + "." + flow.verifier + "."
                    + BASE64.encodeToString(flow.to.getBytes(StandardCharsets.US_ASCII));
            return text + "." + BASE64.encodeToString(mac(text));
        }

        /** The flow of a text; null when this sealer did not write it. */
        @Nullable
        Flow open(final String sealed) {
            final int end = sealed.lastIndexOf('.');
            if (end < 0
                    || !MessageDigest.isEqual(
                            BASE64.encode(mac(sealed.substring(0, end))),
                            sealed.substring(end + 1).getBytes(StandardCharsets.UTF_8))) {
                return null;
            }
            final String[] parts = sealed.split("\\.", -1);
            return parts.length == PARTS
                    ? new Flow(
                            Long.parseLong(parts[0]),
                            parts[1],
                            parts[2],
                            parts[3],
                            new String(Base64.getUrlDecoder().decode(parts[4]), StandardCharsets.US_ASCII))
                    : null;
        }

        private byte[] mac(final String text) {
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
