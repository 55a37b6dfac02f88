package io.kairoute.gateway.imports;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
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
            return key.strip();
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
    /** Makes a phone number of the form +61400123456. */
    @JsonProperty("e164")
    E164 {
        @Override
        String apply(final String key, final @Nullable String countryCode) {
            final String digits = PHONE_FILLERS.matcher(key).replaceAll("");
            if (digits.startsWith("+")) {
                return checkE164(digits);
            }
            if (digits.startsWith("00")) {
                return checkE164("+" + digits.substring(2));
            }
            if (countryCode == null) {
                throw new IllegalArgumentException("no country code in front, and the mapping gives no country_code");
            }
            return checkE164("+" + countryCode + (digits.startsWith("0") ? digits.substring(1) : digits));
        }
    },
    /** Makes the SHA-256 of the trimmed, lower-cased mail address, in 64 hex digits. */
    @JsonProperty("mail-sha256")
    MAIL_SHA256 {
        @Override
        String apply(final String key, final @Nullable String countryCode) {
            final String address = key.strip().toLowerCase(Locale.ROOT);
            if (address.indexOf('@') < 1) {
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

    private static final Pattern PHONE_FILLERS = Pattern.compile("[ \\u00A0()./-]");
    private static final Pattern E164_FORM = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /**
     * Normalizes one key.
     *
     * @param countryCode put before national phone numbers; null for none
     * @throws IllegalArgumentException when the key is not of the kind; the message does not quote it
     */
    abstract String apply(String key, @Nullable String countryCode);

    private static String checkE164(final String number) {
        if (!E164_FORM.matcher(number).matches()) {
            throw new IllegalArgumentException("not a phone number");
        }
        return number;
    }
}
