package io.kairoute.router.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import io.kairoute.routing.v1.Alternative;
import io.kairoute.routing.v1.RouteRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Seeded request messages: good, cut, and hostile. */
final class RequestBytes {
    private static final String[] TEXTS = {
        "", "a", "outage", "crm:7590-VHVEG", "São Paulo", "日本語テキスト", "\uD83D\uDE00 smile", "AU-VIC-3000", "x".repeat(64)
    };

    private final Random random;

    RequestBytes(final Random random) {
        this.random = random;
    }

    byte[] good() {
        final RouteRequest.Builder request = RouteRequest.newBuilder();
        if (chance(80)) {
            request.setContactId(text());
        }
        request.setTenantId(text()).setChannel(text()).setEntryPoint(text()).setCustomerKey(text());
        request.setIntent(text()).setOccasion(text()).setLanguage(text()).setRegion(text());
        if (chance(30)) {
            request.setDirection(text())
                    .setAccountKey(text())
                    .setProduct(text())
                    .setDevice(text());
            request.setPreviousDecisionId(text()).setPlatform(text());
        }
        if (chance(50)) {
            request.setConfidence(confidence());
        }
        if (chance(50)) {
            request.setIntentConfidence(confidence());
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            request.addAlternateKeys(text());
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            final Alternative.Builder one =
                    Alternative.newBuilder().setOccasion(text()).setIntent(text());
            request.addAlternatives(chance(50) ? one.setConfidence(confidence()) : one);
        }
        if (chance(40)) {
            request.setTimestamp(Timestamp.newBuilder()
                    .setSeconds(chance(50) ? random.nextLong() : random.nextInt())
                    .setNanos(random.nextInt()));
        }
        if (chance(40)) {
            request.setWaitedMs(random.nextLong())
                    .setAttempt(random.nextInt())
                    .setExplainValue(random.nextInt(4) - 1)
                    .setDryRun(random.nextBoolean());
        }
        for (int i = random.nextInt(18); i > 0; i--) {
            request.putLabels("n\u00FC" + random.nextInt(20), text());
        }
        if (chance(20)) {
            request.setUnknownFields(unknown(chance(20)));
        }
        return request.build().toByteArray();
    }

    private UnknownFieldSet unknown(final boolean withGroup) {
        final UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder()
                .addVarint(random.nextLong())
                .addFixed32(random.nextInt())
                .addFixed64(random.nextLong())
                .addLengthDelimited(ByteString.copyFromUtf8(text()));
        if (withGroup) {
            field.addGroup(UnknownFieldSet.getDefaultInstance());
        }
        return UnknownFieldSet.newBuilder()
                .addField(100 + random.nextInt(1_000_000), field.build())
                .build();
    }

    byte[] cut() {
        final byte[] whole = good();
        return Arrays.copyOf(whole, random.nextInt(whole.length + 1));
    }

    /** A good message with bytes changed, doubled, or glued to another. */
    byte[] hostile() {
        byte[] bytes = good();
        switch (random.nextInt(5)) {
            case 0 -> {
                for (int i = 1 + random.nextInt(4); i > 0 && bytes.length > 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
            case 1 -> bytes = concat(bytes, good());
            case 2 -> bytes = concat(bytes, rawField());
            case 3 -> bytes = concat(bytes, rawEntry());
            default -> {
                bytes = new byte[random.nextInt(64)];
                random.nextBytes(bytes);
            }
        }
        return bytes;
    }

    /** A field that holds a message, of fields that come more than once and need not be text. */
    private byte[] rawEntry() {
        final int[] holders = {RequestFields.LABELS, RequestFields.ALTERNATIVES, RequestFields.TIMESTAMP};
        final MessageBytes entry = new MessageBytes();
        for (int i = random.nextInt(5); i > 0; i--) {
            final byte[] text = text().getBytes(StandardCharsets.UTF_8);
            entry.message(1 + random.nextInt(3), Arrays.copyOf(text, Math.max(0, text.length - random.nextInt(2))));
        }
        return new MessageBytes()
                .message(holders[random.nextInt(holders.length)], entry.toBytes())
                .toBytes();
    }

    /** A field of any number and any wire type, with content that need not fit. */
    private byte[] rawField() {
        final byte[] content = new byte[random.nextInt(24)];
        random.nextBytes(content);
        final int field = chance(90) ? 1 + random.nextInt(27) : random.nextInt(1 << 20);
        final byte[] tag = new MessageBytes()
                .number(1, ((long) field << 3) | random.nextInt(8))
                .toBytes();
        final byte[] withoutFirst = Arrays.copyOfRange(tag, 1, tag.length);
        return chance(50)
                ? concat(withoutFirst, content)
                : concat(concat(withoutFirst, new byte[] {(byte) content.length}), content);
    }

    private static byte[] concat(final byte[] left, final byte[] right) {
        final byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    private double confidence() {
        return switch (random.nextInt(6)) {
            case 0 -> Double.NaN;
            case 1 -> -random.nextDouble();
            case 2 -> 1 + random.nextDouble();
            default -> random.nextDouble();
        };
    }

    private String text() {
        return random.nextInt(1_000) < 2 ? "y".repeat(random.nextInt(300)) : TEXTS[random.nextInt(TEXTS.length)];
    }

    private boolean chance(final int percent) {
        return random.nextInt(100) < percent;
    }
}
