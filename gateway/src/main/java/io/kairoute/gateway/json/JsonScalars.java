package io.kairoute.gateway.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Timestamp;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Turns the text of one JSON scalar into the value of a protobuf field.
 *
 * <p>Tolerant where no doubt is possible: numbers and booleans may be quoted, text may be a bare number, which a strict reader
 * has refused before. Every error names the field and never the value.
 */
final class JsonScalars {
    private static final BigDecimal MAX_UINT32 = BigDecimal.valueOf(0xffff_ffffL);
    private static final BigDecimal MAX_UINT64 = new BigDecimal("18446744073709551615");

    /** Beyond this, a number's digits alone could cost more than the call is worth. */
    private static final int MAX_SCALE = 400;

    private static final int ASCII = 0x80;
    private static final double PER_CENT = 100;
    private static final Pattern SHARE_WITH_COMMA = Pattern.compile("0,[0-9]{1,15}|1,0{1,15}");

    private JsonScalars() {}

    /** The value of a field that is no message; {@code path} names it in errors. */
    static Object value(final FieldDescriptor field, final String text, final String path) throws JsonRefused {
        return switch (field.getJavaType()) {
            case STRING -> string(text, path);
            case DOUBLE -> number(text, path);
            case INT -> integer(text, field, path).intValue();
            case LONG -> integer(text, field, path).longValue();
            case BOOLEAN -> bool(text, path);
            case BYTE_STRING -> bytes(text, path);
            case ENUM -> constant(field.getEnumType(), text, path);
            default -> throw JsonRefused.field(path, "has a type that JSON cannot carry here");
        };
    }

    /** True for a field that holds a point in time, which is text in JSON. */
    static boolean isTimestamp(final FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && field.getMessageType()
                        .getFullName()
                        .equals(Timestamp.getDescriptor().getFullName());
    }

    static Timestamp timestamp(final String text, final String path) throws JsonRefused {
        try {
            final Instant instant = PointInTime.parse(text);
            return Timestamp.newBuilder()
                    .setSeconds(instant.getEpochSecond())
                    .setNanos(instant.getNano())
                    .build();
        } catch (final DateTimeException e) {
            throw JsonRefused.field(
                    path,
                    PointInTime.lacksZone(text)
                            ? "must say its zone, such as 2026-11-21T09:30:00Z or 2026-11-21T10:30:00+01:00"
                            : "must be a time such as 2026-11-21T09:30:00Z, or milliseconds since 1970");
        }
    }

    private static String string(final String text, final String path) throws JsonRefused {
        if (!Utf8Text.isEncodable(text)) {
            throw JsonRefused.field(path, "holds half of a surrogate pair, which has no UTF-8 form");
        }
        return text;
    }

    /** Bytes in base64 of either alphabet, as proto3 JSON has it. */
    private static ByteString bytes(final String text, final String path) throws JsonRefused {
        try {
            return ByteString.copyFrom(
                    Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/')));
        } catch (final IllegalArgumentException e) {
            throw JsonRefused.field(path, "must be bytes in base64");
        }
    }

    private static double number(final String text, final String path) throws JsonRefused {
        try {
            return share(plain(text));
        } catch (final NumberFormatException e) {
            throw JsonRefused.field(path, "must be a number");
        }
    }

    /** A number, which may be a share of a hundred ({@code 84%}), or one with a decimal comma that can be nothing else. */
    private static double share(final String number) {
        if (number.endsWith("%")) {
            return Double.parseDouble(number.substring(0, number.length() - 1).replace(',', '.')) / PER_CENT;
        }
        return Double.parseDouble(SHARE_WITH_COMMA.matcher(number).matches() ? number.replace(',', '.') : number);
    }

    /** The text of a number without the spaces around it; the digits of other scripts are those of no JSON number. */
    private static String plain(final String text) {
        final String number = text.strip();
        if (!number.chars().allMatch(c -> c < ASCII)) {
            throw new NumberFormatException("other digits than 0 to 9");
        }
        return number;
    }

    private static BigDecimal integer(final String text, final FieldDescriptor field, final String path)
            throws JsonRefused {
        try {
            final BigDecimal value = new BigDecimal(plain(text));
            if (Math.abs((long) value.scale()) < MAX_SCALE && isWholeWithin(value, field)) {
                return value;
            }
        } catch (final NumberFormatException e) {
            throw JsonRefused.field(path, "must be a whole number");
        }
        throw JsonRefused.field(path, "must be a whole number within its range");
    }

    private static boolean isWholeWithin(final BigDecimal value, final FieldDescriptor field) {
        if (value.stripTrailingZeros().scale() > 0) {
            return false;
        }
        return switch (field.getType()) {
            case UINT32, FIXED32 -> value.signum() >= 0 && value.compareTo(MAX_UINT32) <= 0;
            case UINT64, FIXED64 -> value.signum() >= 0 && value.compareTo(MAX_UINT64) <= 0;
            case INT32, SINT32, SFIXED32 -> isWithin(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            default -> isWithin(value, Long.MIN_VALUE, Long.MAX_VALUE);
        };
    }

    private static boolean isWithin(final BigDecimal value, final long least, final long most) {
        return value.compareTo(BigDecimal.valueOf(least)) >= 0 && value.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    private static boolean bool(final String text, final String path) throws JsonRefused {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw JsonRefused.field(path, "must be true or false");
        };
    }

    /** An enum constant by its name, by its name without the enum's prefix, or by its number. */
    private static EnumValueDescriptor constant(final EnumDescriptor type, final String text, final String path)
            throws JsonRefused {
        final String name = text.strip();
        for (final EnumValueDescriptor constant : type.getValues()) {
            if (constant.getName().equals(name)
                    || constant.getName().endsWith("_" + name)
                    || Integer.toString(constant.getNumber()).equals(name)) {
                return constant;
            }
        }
        throw JsonRefused.field(path, "is not one of the names that the proto file lists");
    }
}
