package io.kairoute.router.codec;

import io.kairoute.router.Limits;
import io.kairoute.router.RouteStatus;
import java.util.Arrays;

/** How long each string field of a request may be. */
final class StringLimits {
    /** Not the tag of a single string. */
    static final int NONE = -1;

    /** By field, the most bytes; 0 for a field that is no single string. Not to be written. */
    static final int[] BY_FIELD = byField();

    /**
     * By tag, the most bytes of a string whose length takes one byte; {@link #NONE} for what is no single string. Not to be
     * written.
     */
    static final byte[] SHORT_BY_TAG = shortByTag();

    private StringLimits() {}

    /** What is wrong with a string: 0, {@link RouteStatus#LIMIT_EXCEEDED} or {@link RouteStatus#MALFORMED}. */
    static int fault(final byte[] bytes, final int offset, final int length, final int limit) {
        if (length > limit) {
            return RouteStatus.LIMIT_EXCEEDED;
        }
        return Utf8.isValid(bytes, offset, length) ? 0 : RouteStatus.MALFORMED;
    }

    private static int[] byField() {
        final int[] limits = new int[RequestFields.COUNT];
        for (final int field :
                new int[] {RequestFields.CONTACT_ID, RequestFields.CUSTOMER_KEY, RequestFields.ACCOUNT_KEY}) {
            limits[field] = Limits.KEY_BYTES;
        }
        for (final int field : new int[] {
            RequestFields.TENANT_ID,
            RequestFields.CHANNEL,
            RequestFields.DIRECTION,
            RequestFields.ENTRY_POINT,
            RequestFields.OCCASION,
            RequestFields.INTENT,
            RequestFields.LANGUAGE,
            RequestFields.REGION,
            RequestFields.PRODUCT,
            RequestFields.DEVICE,
            RequestFields.PREVIOUS_DECISION_ID,
            RequestFields.PLATFORM
        }) {
            limits[field] = Limits.STRING_BYTES;
        }
        return limits;
    }

    private static byte[] shortByTag() {
        final byte[] limits = new byte[ProtoReader.tagOf(RequestFields.COUNT, 0)];
        Arrays.fill(limits, (byte) NONE);
        for (int field = 0; field < RequestFields.COUNT; field++) {
            if (BY_FIELD[field] > 0) {
                limits[ProtoReader.tagOf(field, ProtoReader.WIRE_BYTES)] =
                        (byte) Math.min(BY_FIELD[field], Byte.MAX_VALUE);
            }
        }
        return limits;
    }
}
