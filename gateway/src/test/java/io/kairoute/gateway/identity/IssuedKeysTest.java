package io.kairoute.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuedKeysTest {
    private static final JWK GOOD = TestIssuer.ec("good").toPublicJWK();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kid\":\"bad\"}",
                "{\"kid\":\"bad\",\"kty\":\"XYZ\"}",
                "{\"kid\":\"bad\",\"kty\":\"EC\",\"crv\":\"brainpoolP256r1\",\"x\":\"AQ\",\"y\":\"AQ\"}",
                "{\"kid\":\"bad\",\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}",
                "{\"kid\":\"bad\",\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\"}",
                "{\"kid\":\"bad\",\"kty\":\"RSA\",\"n\":\"AQAB\"}",
                "{\"kid\":\"bad\",\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"!!\",\"x5c\":[\"nonsense\"]}",
                "{\"kid\":\"bad\",\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"AQAB\",\"use\":\"sig\",\"key_ops\":[\"encrypt\"]}",
                "{\"kid\":\"bad\",\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"AQAB\",\"key_ops\":[\"sing\"]}",
                "{\"kid\":\"bad\",\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "{\"kid\":\"bad\",\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}"
            })
    void shouldTakeTheGoodKeysAndTellTheBadOne(final String bad) throws ParseException {
        final IssuedKeys.Usable usable = IssuedKeys.usable("{\"keys\":[" + bad + "," + GOOD.toJSONString() + "]}");

        assertEquals(1, usable.keys().size());
        assertEquals("good", usable.keys().getKeys().get(0).getKeyID());
        assertEquals(1, usable.leftOut().size());
        assertTrue(
                usable.leftOut().get(0).startsWith("kid bad: "),
                usable.leftOut().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"text\"", "[]"})
    void shouldTellAnItemThatIsNoKeyByItsPlace(final String item) throws ParseException {
        final IssuedKeys.Usable usable = IssuedKeys.usable("{\"keys\":[" + item + "," + GOOD.toJSONString() + "]}");

        assertEquals(1, usable.keys().size());
        assertEquals("[key 1: is no object]", usable.leftOut().toString());
    }

    @Test
    void shouldKeepTheFirstKeysOfTooMany() throws ParseException {
        final String keys = IntStream.range(0, 66)
                .mapToObj(i -> GOOD.toJSONString().replace("\"good\"", "\"k" + i + "\""))
                .collect(Collectors.joining(","));

        final IssuedKeys.Usable usable = IssuedKeys.usable("{\"keys\":[" + keys + "]}");

        assertEquals(64, usable.keys().size());
        assertEquals(
                "[kid k64: 64 keys are taken at most, kid k65: 64 keys are taken at most]",
                usable.leftOut().toString());
    }

    @Test
    void shouldNameWhatIsNoKeySet() {
        assertFault("is one key, and a JWKS lists them: {\"keys\": [...]}", GOOD.toJSONString());
        assertFault("is PEM, and a JWKS is JSON: {\"keys\": [...]}", "\n-----BEGIN PUBLIC KEY-----\n");
        assertFault("has no list of keys", "{}");
        assertFault("has no list of keys", "{\"keys\":{}}");
        assertFault("holds no usable key", "{\"keys\":[]}");
        assertFault("holds no usable key; key 1: is no object", "{\"keys\":[1]}");
    }

    @Test
    void shouldNotLetAKeyBreakTheLineOfALog() throws ParseException {
        final IssuedKeys.Usable usable =
                IssuedKeys.usable("{\"keys\":[{\"kid\":\"a\\nb\\\"c\"}," + GOOD.toJSONString() + "]}");

        assertTrue(
                usable.leftOut().get(0).startsWith("kid a b c: "),
                usable.leftOut().toString());
    }

    private static void assertFault(final String reason, final String json) {
        assertEquals(
                reason,
                assertThrows(ParseException.class, () -> IssuedKeys.usable(json))
                        .getMessage());
    }
}
