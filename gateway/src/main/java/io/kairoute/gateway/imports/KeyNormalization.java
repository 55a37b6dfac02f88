package io.kairoute.gateway.imports;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kairoute.gateway.document.Invisible;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One way to bring keys that mean the same to the same bytes, since keys are compared byte for byte.
 *
 * <p>Whatever sends keys to be routed has to do the same with them.
 */
public enum KeyNormalization {
    /** Takes the key as it is, blanks around it included. */
    @JsonProperty("none")
    NONE {
        @Override
        String apply(final String key, final @Nullable String countryCode) {
            return key;
        }
    },
    /** Takes blanks off either end. */
    @JsonProperty("trim")
    TRIM {
        @Override
        String apply(final String key, final @Nullable String countryCode) {
            return Invisible.strip(key);
        }
    },
    /** Writes it in lower case. */
    @JsonProperty("lower")
    LOWER {
        @Override
        String apply(final String key, final @Nullable String countryCode) {
            return key.toLowerCase(Locale.ROOT);
        }
    },
    /** Makes a phone number of the form +61400123456; see {@link PhoneNumbers}. */
    @JsonProperty("e164")
    E164 {
        @Override
        String apply(final String key, final @Nullable String countryCode) {
            return PhoneNumbers.e164(key, countryCode);
        }
    },
    /** Makes the SHA-256 of the trimmed, lower-cased mail address, in 64 hex digits. */
    @JsonProperty("mail-sha256")
    MAIL_SHA256 {
        @Override
        String apply(final String key, final @Nullable String countryCode) {
            final String address = Normalizer.normalize(Invisible.strip(key), Normalizer.Form.NFC)
                    .toLowerCase(Locale.ROOT);
            if (address.indexOf('@') < 1 || address.indexOf(' ') >= 0 || Invisible.first(address) >= 0) {
                throw new IllegalArgumentException("not a mail address");
            }
            try {
                return HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256").digest(address.getBytes(StandardCharsets.UTF_8)));
            } catch (final NoSuchAlgorithmException e) {
                throw new AssertionError("every JDK has SHA-256", e);
            }
        }
    };

    /**
     * Normalizes one key.
     *
     * @param countryCode put before national phone numbers; null for none
     * @throws IllegalArgumentException when the key is not of the kind; the message does not quote it
     */
    abstract String apply(String key, @Nullable String countryCode);
}
