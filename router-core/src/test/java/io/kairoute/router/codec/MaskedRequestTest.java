package io.kairoute.router.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.routing.v1.RouteRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskedRequestTest {
    private static final KeyHasher HASHER = new KeyHasher(new byte[KeyHasher.SECRET_BYTES]);

    private final MaskedRequest masked = new MaskedRequest();

    private byte[] copy(final RouteRequest request) {
        final byte[] bytes = request.toByteArray();
        final byte[] padded = Arrays.copyOf(bytes, bytes.length + 32);
        final byte[] to = new byte[MaskedRequest.mostBytes(bytes.length) + 64];
        final int length = masked.copy(padded, 0, bytes.length, HASHER, to, 0);
        assertTrue(length <= MaskedRequest.mostBytes(bytes.length), () -> "length=" + length);
        return Arrays.copyOf(to, length);
    }

    private RouteRequest masked(final RouteRequest.Builder request) throws InvalidProtocolBufferException {
        return RouteRequest.parseFrom(copy(request.build()));
    }

    private static String mask(final String key) {
        return "h:" + HexFormat.of().formatHex(KeyHash.of(HASHER, key).toBytes());
    }

    @Test
    void shouldPutTheHashOfATypedKeyInItsPlace() throws Exception {
        final RouteRequest copy = masked(RouteRequest.newBuilder()
                .setCustomerKey("crm:7590")
                .setAccountKey("acct:1")
                .addAlternateKeys("tel:+61400000000")
                .addAlternateKeys("mail:größe@example"));

        assertEquals(mask("crm:7590"), copy.getCustomerKey());
        assertEquals(mask("acct:1"), copy.getAccountKey());
        assertEquals(List.of(mask("tel:+61400000000"), mask("mail:größe@example")), copy.getAlternateKeysList());
    }

    @Test
    void shouldLeaveNothingOfAKeyWithoutAType() throws Exception {
        final RouteRequest copy = masked(RouteRequest.newBuilder()
                .setCustomerKey("0412345678")
                .addAlternateKeys(":0412345678")
                .addAlternateKeys("crm:"));

        assertEquals("u", copy.getCustomerKey());
        assertEquals(List.of("u", "u"), copy.getAlternateKeysList());
    }

    @Test
    void shouldKeepAnEmptyKeyInItsPlaceAmongTheOthers() throws Exception {
        final RouteRequest copy =
                masked(RouteRequest.newBuilder().addAlternateKeys("").addAlternateKeys("tel:1"));

        assertEquals(List.of("", mask("tel:1")), copy.getAlternateKeysList());
    }

    @Test
    void shouldKeepEverythingElseAsItIs() throws Exception {
        final RouteRequest.Builder request = RouteRequest.newBuilder()
                .setContactId("c-1")
                .setIntent("no_internet")
                .setConfidence(0.5)
                .setAttempt(2)
                .putLabels("campaign", "spring");

        final RouteRequest copy = masked(request.clone().setCustomerKey("crm:7590"));

        assertEquals(request.build(), copy.toBuilder().clearCustomerKey().build());
    }

    @Test
    void shouldLetNoByteOfAKeyThrough() {
        final String copy = new String(
                copy(RouteRequest.newBuilder()
                        .setContactId("c-1")
                        .setCustomerKey("crm:secret-customer")
                        .setAccountKey("secret-account")
                        .build()),
                StandardCharsets.ISO_8859_1);

        assertFalse(copy.contains("secret"), copy);
    }
}
