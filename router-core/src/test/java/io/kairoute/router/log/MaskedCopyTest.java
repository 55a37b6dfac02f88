package io.kairoute.router.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.kairoute.router.Limits;
import io.kairoute.router.SmallTable;
import io.kairoute.router.codec.MaskedRequest;
import io.kairoute.router.decide.Contact;
import io.kairoute.router.decide.DecisionKind;
import io.kairoute.router.decide.Router;
import io.kairoute.router.decide.SegmentPrefetch;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.routing.v1.RouteRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A copy that knows where the keys are has the bytes of one that walks the message field by field. */
class MaskedCopyTest {
    private static final long SEED = Long.getLong("kairoute.seed", 20_261_129);
    private static final int REQUESTS = 20_000;
    private static final String[] KEYS = {"crm:7590-VHVEG", "no type", "tel:+61 3 9000 0000", ":", "x:", "", "a:b"};

    private final Snapshot snapshot = snapshot();
    private final Contact contact = new Contact(true);
    private final SegmentPrefetch prefetch = new SegmentPrefetch();
    private final MaskedCopy copy = new MaskedCopy();

    @Test
    void shouldMaskEveryKeyWhereverItStands() throws IOException {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < REQUESTS; i++) {
            assertSame(request(random), "seed=" + SEED + " request " + i);
        }
    }

    @Test
    void shouldMaskAKeyThatWasSentAgain() throws IOException {
        final byte[] first =
                RouteRequest.newBuilder().setCustomerKey("crm:first").build().toByteArray();
        final byte[] second =
                RouteRequest.newBuilder().setCustomerKey("crm:second").build().toByteArray();

        assertSame(joined(first, second), "both keys");
    }

    @Test
    void shouldMaskAKeyWhoseLengthTakesMoreBytesThanItNeeds() {
        // Field 6, length 5 in two bytes.
        final byte[] key = {0x32, (byte) 0x85, 0x00, 'c', 'r', 'm', ':', '1'};

        assertSame(key, "a length of two bytes");
    }

    @Test
    void shouldMaskAKeyWhoseTagTakesMoreBytesThanItNeeds() {
        // Field 6 in a tag of two bytes, length 5.
        final byte[] key = {(byte) 0xB2, 0x00, 0x05, 'c', 'r', 'm', ':', '1'};

        assertSame(key, "a tag of two bytes");
    }

    @Test
    void shouldMaskAKeyOfTheMostBytes() {
        assertSame(
                RouteRequest.newBuilder()
                        .setCustomerKey("crm:" + "x".repeat(124))
                        .build()
                        .toByteArray(),
                "128 bytes");
    }

    private static byte[] request(final SplittableRandom random) throws IOException {
        final ByteArrayOutputStream message = new ByteArrayOutputStream();
        final int fields = random.nextInt(1, 12);
        int alternates = 0;
        for (int i = 0; i < fields; i++) {
            final RouteRequest.Builder one = RouteRequest.newBuilder();
            switch (random.nextInt(7)) {
                case 0 -> one.setCustomerKey(key(random));
                case 1 -> one.setAccountKey(key(random));
                case 2 -> {
                    if (alternates++ < 4) {
                        one.addAlternateKeys(key(random));
                    }
                }
                case 3 -> one.setIntent("no_internet").setIntentConfidence(random.nextDouble());
                case 4 -> one.putLabels("crm:label", "crm:value");
                case 5 -> one.setContactId("c-" + random.nextInt());
                default -> one.setAttempt(random.nextInt(3)).setChannel("VOICE");
            }
            message.write(one.build().toByteArray());
            if (random.nextInt(8) == 0) {
                message.write(unknown());
            }
        }
        return message.toByteArray();
    }

    private static String key(final SplittableRandom random) {
        return KEYS[random.nextInt(KEYS.length)];
    }

    private static byte[] unknown() throws IOException {
        final byte[] bytes = new byte[16];
        final CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeBytes(200, ByteString.copyFromUtf8("crm:1"));
        out.flush();
        return Arrays.copyOf(bytes, out.getTotalBytesWritten());
    }

    private static byte[] joined(final byte[] first, final byte[] second) {
        final byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private void assertSame(final byte[] request, final String what) {
        final byte[] padded = Arrays.copyOf(request, request.length + 32);
        assertEquals(0, contact.request.wrap(new UnsafeBuffer(padded), 0, request.length), what);
        contact.begin(DecisionKind.DECIDED, 0, SmallTable.NOW_MS);
        contact.under(snapshot);
        prefetch.apply(contact, snapshot);
        final byte[] walked = new byte[MaskedRequest.mostBytes(request.length) + 64];
        final int expected = new MaskedRequest().copy(padded, 0, request.length, snapshot.hasher(), walked, 0);
        final byte[] to = new byte[MaskedRequest.mostBytes(request.length) + 64];

        final int measured = copy.measure(contact);
        final int end = copy.write(contact, to, 3);

        assertEquals(expected, measured, what);
        assertEquals(3 + expected, end, what);
        assertArrayEquals(Arrays.copyOf(walked, expected), Arrays.copyOfRange(to, 3, end), what);
    }

    private static Snapshot snapshot() {
        final Router router = SmallTable.of().router();
        final byte[] request =
                RouteRequest.newBuilder().setContactId("c").build().toByteArray();
        router.route(
                new UnsafeBuffer(request),
                0,
                request.length,
                0,
                SmallTable.NOW_MS,
                new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]),
                0);
        return router.contact().snapshot();
    }
}
