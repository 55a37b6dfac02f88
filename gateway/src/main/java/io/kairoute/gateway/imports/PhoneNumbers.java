package io.kairoute.gateway.imports;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.kairoute.gateway.document.Cells;
import io.kairoute.gateway.document.Invisible;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings phone numbers, as people and systems write them, to the form +61400123456.
 *
 * <p>Which digits are a trunk prefix, and how long a number is, differs by country; a library knows that. A cell that can be read
 * in two ways, or in none, is refused: a wrong number would be another customer's key.
 */
final class PhoneNumbers {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final String SCHEME = "tel:";
    private static final String FILLERS = " ()[]./-~\u00B7\u2212";
    private static final String PLUSES = "+\uFF0B";

    /** A whole number as a spreadsheet's decimal: {@code 61400000002.0}. */
    private static final Pattern DECIMALS = Pattern.compile("(\\+?[0-9]{7,})[.,]0{1,2}");

    private PhoneNumbers() {}

    /**
     * The number in one form.
     *
     * @param countryCode of the country whose national numbers the text may hold; null for none
     * @throws IllegalArgumentException when it is no number, or may be two; the message does not quote it
     */
    static String e164(final String cell, final @Nullable String countryCode) {
        final String digits = digits(cell);
        final Set<String> readings = new LinkedHashSet<>();
        if (digits.startsWith("+")) {
            readings.add(explicit(digits));
        } else {
            readings.add(countryCode == null ? "" : valid(digits, region(countryCode)));
            if (digits.startsWith("00")) {
                readings.add(valid("+" + digits.substring(2), ""));
            } else if (countryCode != null && digits.startsWith(countryCode)) {
                readings.add(valid("+" + digits, ""));
            }
        }
        readings.remove("");
        if (readings.size() > 1) {
            throw new IllegalArgumentException(
                    "may be a national number, or one with its country code: write it with + and the country code");
        }
        if (readings.isEmpty()) {
            throw new IllegalArgumentException(
                    countryCode == null && !digits.startsWith("+") && !digits.startsWith("00")
                            ? "no country code in front, and the mapping gives no country_code"
                            : "not a phone number");
        }
        return readings.iterator().next();
    }

    /** Whether a country has the code. */
    static boolean isCountryCode(final String countryCode) {
        return NUMBERS.getSupportedCallingCodes().contains(Integer.valueOf(countryCode));
    }

    private static String region(final String countryCode) {
        return NUMBERS.getRegionCodeForCountryCode(Integer.parseInt(countryCode));
    }

    /** The digits, with a plus in front where the text has one. */
    private static String digits(final String cell) {
        String text = Invisible.plain(Cells.unwrap(cell));
        if (Cells.isRounded(text)) {
            throw new IllegalArgumentException(
                    "a number of a spreadsheet that lost digits: have the column written as text");
        }
        text = text.startsWith("'") ? text.substring(1) : text;
        text = text.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) ? text.substring(SCHEME.length()) : text;
        final Matcher decimals = DECIMALS.matcher(text);
        text = decimals.matches() ? decimals.group(1) : text;
        final StringBuilder digits = new StringBuilder();
        text.codePoints().forEach(next -> addDigit(next, digits));
        return digits.toString();
    }

    private static void addDigit(final int next, final StringBuilder digits) {
        if (Character.isDigit(next)) {
            digits.append(Character.digit(next, 10));
        } else if (PLUSES.indexOf(next) >= 0 && digits.isEmpty()) {
            digits.append('+');
        } else if (Character.isLetter(next)) {
            throw new IllegalArgumentException("has letters: write one phone number, without an extension or words");
        } else if (FILLERS.indexOf(next) < 0 && Character.getType(next) != Character.DASH_PUNCTUATION) {
            throw new IllegalArgumentException(
                    "has a character that no phone number has: write one number, without an extension");
        }
    }

    /** A number that says its country: its length must be right, since new ranges come before a library knows them. */
    private static String explicit(final String number) {
        final PhoneNumber parsed = parse(number, "");
        final boolean isFine = parsed != null
                && (NUMBERS.isValidNumber(parsed)
                        || (NUMBERS.isPossibleNumberWithReason(parsed) == ValidationResult.IS_POSSIBLE
                                && !parsed.hasItalianLeadingZero()));
        return isFine ? NUMBERS.format(parsed, PhoneNumberFormat.E164) : "";
    }

    /** A number whose country is a guess must be one that the country gives. */
    private static String valid(final String number, final String region) {
        final PhoneNumber parsed = parse(number, region);
        return parsed != null && NUMBERS.isValidNumber(parsed) ? NUMBERS.format(parsed, PhoneNumberFormat.E164) : "";
    }

    private static @Nullable PhoneNumber parse(final String number, final String region) {
        try {
            return NUMBERS.parse(number, region);
        } catch (final NumberParseException e) {
            return null;
        }
    }
}
