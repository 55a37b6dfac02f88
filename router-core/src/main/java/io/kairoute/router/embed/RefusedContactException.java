package io.kairoute.router.embed;

import io.kairoute.router.Limits;
import io.kairoute.router.RouteStatus;
import io.kairoute.router.codec.RequestFields;
import java.lang.reflect.Field;
import java.util.Locale;

/** A contact that could not be routed at all: a value over its limit, text that is no UTF-8, or too much of it. */
public final class RefusedContactException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private RefusedContactException(final String message) {
        super(message);
    }

    static RefusedContactException of(final int status, final int field, final int bytes) {
        if (bytes > Limits.REQUEST_BYTES) {
            return new RefusedContactException(
                    "a contact is at most " + Limits.REQUEST_BYTES + " bytes in all: bytes=" + bytes);
        }
        return new RefusedContactException(
                (status == RouteStatus.LIMIT_EXCEEDED ? "a value is over its limit: field=" : "malformed: field=")
                        + name(field) + "; see RouteRequest in routing.proto for the fields and their bounds");
    }

    // By its name in the proto, which the constants carry.
    private static String name(final int number) {
        for (final Field field : RequestFields.class.getFields()) {
            try {
                if (field.getInt(null) == number) {
                    return field.getName().toLowerCase(Locale.ROOT);
                }
            } catch (final IllegalAccessException e) {
                throw new AssertionError("a public constant can be read", e);
            }
        }
        return Integer.toString(number);
    }
}
