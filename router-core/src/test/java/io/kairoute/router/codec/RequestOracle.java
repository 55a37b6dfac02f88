package io.kairoute.router.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.router.Limits;
import io.kairoute.router.RouteStatus;
import io.kairoute.routing.v1.Alternative;
import io.kairoute.routing.v1.RouteRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Holds the request flyweight to the generated messages: the same bytes are refused by both, or read to the same values.
 *
 * <p>Four differences are meant: the flyweight refuses groups, varints whose tenth byte goes on, tags of more than 32 bits, and
 * what is over a limit.
 */
final class RequestOracle {
    private final RouteRequestFlyweight flyweight = new RouteRequestFlyweight();
    private int accepted;
    private int malformed;
    private int overLimit;

    /** Compares on one input, which stands inside a larger buffer so that a read outside is seen. */
    void check(final byte[] bytes) {
        final byte[] padded = new byte[bytes.length + 32];
        Arrays.fill(padded, (byte) 0xFF);
        System.arraycopy(bytes, 0, padded, 16, bytes.length);
        final int status = flyweight.wrap(new UnsafeBuffer(padded), 16, bytes.length);
        final @Nullable RouteRequest message = parse(bytes);
        if (status == 0) {
            accepted++;
            if (message == null) {
                throw new AssertionError("the flyweight accepts what protobuf refuses");
            }
            assertTrue(
                    StrictWire.isStrict(bytes, RouteRequest.getDescriptor()),
                    "the flyweight accepts what it is to refuse: " + message);
            assertSame(message);
        } else if (status == RouteStatus.MALFORMED) {
            malformed++;
            assertTrue(
                    message == null || !StrictWire.isStrict(bytes, RouteRequest.getDescriptor()),
                    "the flyweight refuses what protobuf accepts: " + message);
        } else {
            overLimit++;
            assertEquals(RouteStatus.LIMIT_EXCEEDED, status);
            assertTrue(
                    message == null
                            || repeatsSomething(message, bytes)
                            || RequestLimits.areExceeded(message, bytes.length),
                    "the flyweight refuses as over a limit what is within all of them: " + message);
        }
    }

    // What is said twice is checked twice, and only the later is in the message.
    private static boolean repeatsSomething(final RouteRequest message, final byte[] bytes) {
        return message.getSerializedSize() != bytes.length;
    }

    private static @Nullable RouteRequest parse(final byte[] bytes) {
        try {
            return RouteRequest.parseFrom(bytes);
        } catch (final InvalidProtocolBufferException e) {
            return null;
        }
    }

    private void assertSame(final RouteRequest message) {
        assertEquals(message.getContactId(), text(RequestFields.CONTACT_ID));
        assertEquals(message.getTenantId(), text(RequestFields.TENANT_ID));
        assertEquals(message.getChannel(), text(RequestFields.CHANNEL));
        assertEquals(message.getDirection(), text(RequestFields.DIRECTION));
        assertEquals(message.getEntryPoint(), text(RequestFields.ENTRY_POINT));
        assertEquals(message.getCustomerKey(), text(RequestFields.CUSTOMER_KEY));
        assertEquals(message.getAccountKey(), text(RequestFields.ACCOUNT_KEY));
        assertEquals(message.getOccasion(), text(RequestFields.OCCASION));
        assertEquals(message.getIntent(), text(RequestFields.INTENT));
        assertEquals(message.getLanguage(), text(RequestFields.LANGUAGE));
        assertEquals(message.getRegion(), text(RequestFields.REGION));
        assertEquals(message.getProduct(), text(RequestFields.PRODUCT));
        assertEquals(message.getDevice(), text(RequestFields.DEVICE));
        assertEquals(message.getPreviousDecisionId(), text(RequestFields.PREVIOUS_DECISION_ID));
        assertEquals(message.getPlatform(), text(RequestFields.PLATFORM));
        assertEquals(message.hasConfidence() ? message.getConfidence() : 1.0, flyweight.confidence());
        assertEquals(message.hasIntentConfidence() ? message.getIntentConfidence() : 1.0, flyweight.intentConfidence());
        assertEquals(message.hasTimestamp(), flyweight.hasTimestamp());
        assertEquals(message.getTimestamp().getSeconds(), flyweight.timestampSeconds());
        assertEquals(message.getTimestamp().getNanos(), flyweight.timestampNanos());
        assertEquals(message.getWaitedMs(), flyweight.waitedMs());
        assertEquals(message.getAttempt(), flyweight.attempt());
        assertEquals(message.getExplainValue() == 1, flyweight.isExplainFull());
        assertEquals(message.getDryRun(), flyweight.isDryRun());
        assertSameLists(message);
    }

    private void assertSameLists(final RouteRequest message) {
        assertEquals(message.getAlternateKeysCount(), flyweight.alternateKeyCount());
        for (int i = 0; i < message.getAlternateKeysCount(); i++) {
            assertEquals(
                    message.getAlternateKeys(i),
                    text(flyweight.alternateKeyOffset(i), flyweight.alternateKeyLength(i)));
        }
        assertEquals(message.getAlternativesCount(), flyweight.alternatives().count());
        for (int i = 0; i < message.getAlternativesCount(); i++) {
            final Alternative one = message.getAlternatives(i);
            assertEquals(
                    one.getOccasion(),
                    text(
                            flyweight.alternatives().occasionOffset(i),
                            flyweight.alternatives().occasionLength(i)));
            assertEquals(
                    one.getIntent(),
                    text(
                            flyweight.alternatives().intentOffset(i),
                            flyweight.alternatives().intentLength(i)));
            assertEquals(
                    one.hasConfidence() ? one.getConfidence() : 1.0,
                    flyweight.alternatives().confidence(i));
        }
        final Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < flyweight.labels().count(); i++) {
            labels.put(
                    text(flyweight.labels().nameOffset(i), flyweight.labels().nameLength(i)),
                    text(flyweight.labels().valueOffset(i), flyweight.labels().valueLength(i)));
        }
        assertEquals(message.getLabelsMap(), labels);
        assertTrue(flyweight.labels().count() <= Limits.LABELS);
    }

    private String text(final int field) {
        return text(flyweight.offset(field), flyweight.length(field));
    }

    private String text(final int offset, final int length) {
        return new String(flyweight.bytes(), offset, length, StandardCharsets.UTF_8);
    }

    int accepted() {
        return accepted;
    }

    int malformed() {
        return malformed;
    }

    int overLimit() {
        return overLimit;
    }
}
