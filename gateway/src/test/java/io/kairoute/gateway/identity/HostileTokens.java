package io.kairoute.gateway.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Makes tokens that must not count: each known attack once or in several spellings, and seeded damage to a good token. */
final class HostileTokens {
    /** A token and what is wrong with it. */
    record Hostile(String what, String token) {}

    private final TestIssuer issuer;
    private final Random random;
    private final List<Hostile> made = new ArrayList<>();
    private final String claims;

    private HostileTokens(final TestIssuer issuer, final Random random) {
        this.issuer = issuer;
        this.random = random;
        this.claims = TestIssuer.claims().build().toString();
    }

    static List<Hostile> of(final TestIssuer issuer, final Random random) throws Exception {
        final HostileTokens tokens = new HostileTokens(issuer, random);
        tokens.withoutSignature();
        tokens.withSharedSecrets();
        tokens.withKeysOfTheirOwn();
        tokens.withKeyIds();
        tokens.withOddHeaders();
        tokens.withWrongClaims();
        tokens.withForgedSignatures();
        tokens.damaged();
        tokens.misshapen();
        return List.copyOf(tokens.made);
    }

    private void withoutSignature() {
        for (final String none : List.of("none", "None", "NONE", "nOnE", "", "null", "NULL", "no", "HS0")) {
            final String unsigned = base64("{\"alg\":\"" + none + "\"}") + "." + base64(claims) + ".";
            add("alg=" + none, unsigned);
            add("alg=" + none + " with a signature", unsigned + base64("signature"));
            add(
                    "alg=" + none + " under the issuer's kid",
                    base64("{\"alg\":\"" + none + "\",\"kid\":\"rsa-1\"}") + "." + base64(claims) + ".");
        }
        for (final String header :
                List.of("{}", "{\"alg\":null}", "{\"alg\":[\"RS256\"]}", "{\"alg\":1}", "[]", "null", "\"RS256\"")) {
            add("header " + header, base64(header) + "." + base64(claims) + "." + base64("s"));
        }
    }

    /** The public key, which everybody has, taken as the secret of a symmetric algorithm. */
    private void withSharedSecrets() throws Exception {
        final byte[] der = issuer.rsa().toRSAPublicKey().getEncoded();
        final String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        final List<byte[]> secrets = List.of(
                der,
                ("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n")
                        .getBytes(StandardCharsets.UTF_8),
                ("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----").getBytes(StandardCharsets.UTF_8),
                issuer.rsa().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                issuer.rsa().getModulus().decode(),
                Arrays.copyOf(issuer.ec().toECPublicKey().getEncoded(), 91),
                new byte[64]);
        for (final byte[] secret : secrets) {
            for (final JWSAlgorithm algorithm : List.of(JWSAlgorithm.HS256, JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
                final SignedJWT jwt = new SignedJWT(
                        new JWSHeader.Builder(algorithm).keyID("rsa-1").build(),
                        TestIssuer.claims().build());
                jwt.sign(new MACSigner(secret.length >= 64 ? secret : Arrays.copyOf(secret, 64)));
                add(algorithm + " by the public key", jwt.serialize());
            }
        }
    }

    private void withKeysOfTheirOwn() throws Exception {
        final RSAKey theirs = TestIssuer.rsa("rsa-1");
        final ECKey theirEc = TestIssuer.ec("ec-1");
        final JWTClaimsSet good = TestIssuer.claims().build();
        final JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1");
        final URI away = URI.create(issuer.address().replace("/jwks", "/theirs"));
        add("another key under our kid", TestIssuer.sign(header.build(), theirs, good));
        add(
                "the key in the header",
                TestIssuer.sign(header.jwk(theirs.toPublicJWK()).build(), theirs, good));
        add(
                "no kid, the key in the header",
                TestIssuer.sign(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .jwk(theirs.toPublicJWK())
                                .build(),
                        theirs,
                        good));
        add(
                "jku",
                TestIssuer.sign(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID("x")
                                .jwkURL(away)
                                .build(),
                        theirs,
                        good));
        add(
                "x5u",
                TestIssuer.sign(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID("x")
                                .x509CertURL(away)
                                .build(),
                        theirs,
                        good));
        add(
                "another curve point under our kid",
                TestIssuer.sign(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec-1").build(), theirEc, good));
        for (final JWSAlgorithm algorithm : List.of(
                JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256, JWSAlgorithm.PS384, JWSAlgorithm.PS512)) {
            final SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(algorithm).keyID("rsa-1").build(), good);
            jwt.sign(new RSASSASigner(issuer.rsa()));
            add("an algorithm that is not listed, " + algorithm, jwt.serialize());
        }
    }

    private void withKeyIds() throws Exception {
        final RSAKey theirs = TestIssuer.rsa("x");
        for (final String kid : List.of(
                "../../../../dev/null",
                "/dev/null",
                "rsa-1\u0000",
                "rsa-1 ",
                "RSA-1",
                "' OR '1'='1",
                "x' UNION SELECT 'key",
                "$(id)",
                "`id`",
                "${jndi:ldap://127.0.0.1:1/x}",
                "http://127.0.0.1:1/jwks",
                "%2e%2e%2fjwks",
                "k".repeat(3_000),
                "")) {
            add(
                    "kid " + kid,
                    TestIssuer.sign(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid).build(),
                            theirs,
                            TestIssuer.claims().build()));
        }
        for (final String kid : List.of("null", "1", "{}", "[\"rsa-1\"]", "true")) {
            add(
                    "kid as " + kid,
                    base64("{\"alg\":\"RS256\",\"kid\":" + kid + "}") + "." + base64(claims) + "." + base64("s"));
        }
    }

    private void withOddHeaders() throws Exception {
        final JWTClaimsSet good = TestIssuer.claims().build();
        add(
                "an unknown critical header",
                TestIssuer.sign(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID("rsa-1")
                                .criticalParams(Set.of("exp"))
                                .customParam("exp", 1)
                                .build(),
                        issuer.rsa(),
                        good));
        for (final String header : List.of(
                "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"crit\":[]}",
                "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"crit\":[\"alg\"]}",
                "{\"alg\":\"RS256\",\"alg\":\"none\",\"kid\":\"rsa-1\"}",
                "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"b64\":false,\"crit\":[\"b64\"]}",
                "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"zip\":\"DEF\"}",
                "{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}",
                "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"",
                "{".repeat(900))) {
            add("header " + header, base64(header) + "." + base64(claims) + "." + base64("s"));
        }
    }

    private void withWrongClaims() throws Exception {
        claims("expired", TestIssuer.claims().expirationTime(TestIssuer.inSeconds(-60)));
        claims("expired long ago", TestIssuer.claims().expirationTime(Date.from(Instant.EPOCH)));
        claims(
                "expired before time began",
                TestIssuer.claims().expirationTime(Date.from(Instant.ofEpochMilli(-1_000_000))));
        claims("without exp", TestIssuer.claims().expirationTime(null));
        claims("not yet", TestIssuer.claims().notBeforeTime(TestIssuer.inSeconds(120)));
        claims("issued in the future", TestIssuer.claims().issueTime(TestIssuer.inSeconds(3_600)));
        for (final String other : List.of(
                "https://issuer.example/",
                "http://issuer.example",
                "HTTPS://ISSUER.EXAMPLE",
                "https://issuer.example.evil",
                "https://issuer.example\n",
                "")) {
            claims("iss " + other, TestIssuer.claims().issuer(other));
        }
        claims("without iss", TestIssuer.claims().issuer(null));
        claims("iss as list", TestIssuer.claims().claim("iss", List.of(TestIssuer.NAME)));
        for (final String other : List.of("Kairoute", "kairoute ", "kairoute2", "*", "")) {
            claims("aud " + other, TestIssuer.claims().audience(other));
        }
        claims("without aud", TestIssuer.claims().audience((String) null));
        claims("aud empty", TestIssuer.claims().audience(List.of()));
        claims("aud as object", TestIssuer.claims().claim("aud", Map.of("kairoute", true)));
        for (final Object exp : List.of("tomorrow", "9999999999", true, List.of(9_999_999_999L), Map.of())) {
            claims("exp as " + exp, TestIssuer.claims().expirationTime(null).claim("exp", exp));
        }
        claims("nbf as text", TestIssuer.claims().claim("nbf", "now"));
    }

    private void withForgedSignatures() throws Exception {
        final String header = base64("{\"alg\":\"ES256\",\"kid\":\"ec-1\"}");
        final String unsigned = header + "." + base64(claims) + ".";
        add("r and s are zero", unsigned + base64(new byte[64]));
        final byte[] order = issuer.ec().toECPublicKey().getParams().getOrder().toByteArray();
        final byte[] orders = new byte[64];
        System.arraycopy(order, order.length - 32, orders, 0, 32);
        System.arraycopy(order, order.length - 32, orders, 32, 32);
        add("r and s are the order", unsigned + base64(orders));
        for (final int length : new int[] {0, 1, 63, 65, 96, 128, 2_000}) {
            final byte[] noise = new byte[length];
            random.nextBytes(noise);
            add("a signature of " + length, unsigned + base64(noise));
        }
        final SignedJWT good = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec-1").build(),
                TestIssuer.claims().jwtID("another").build());
        good.sign(new ECDSASigner(issuer.ec()));
        add(
                "a signature of another token",
                unsigned.replace(header, base64("{\"kid\":\"ec-1\",\"alg\":\"ES256\"}")) + good.getSignature());
        add(
                "signed by the curve, called RSA",
                base64("{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}") + "." + base64(claims) + "." + good.getSignature());
        add(
                "signed by the curve, under the RSA key",
                base64("{\"alg\":\"ES256\",\"kid\":\"rsa-1\"}") + "." + base64(claims) + "." + good.getSignature());
    }

    /** Any change of one character, or a cut, of a good token. */
    private void damaged() throws Exception {
        final String good = issuer.token(TestIssuer.claims().build());
        final String[] parts = good.split("\\.", -1);
        final String other = base64(
                TestIssuer.claims().claim("kairoute_roles", "admin").build().toString());
        add("other claims under a good signature", parts[0] + "." + other + "." + parts[2]);
        for (int i = 0; i < 60; i++) {
            // The last character holds bits that no decoder looks at.
            final int at = random.nextInt(good.length() - 1);
            final char was = good.charAt(at);
            final char now = was == '.' ? 'A' : was == 'A' ? 'B' : 'A';
            add("changed at " + at, good.substring(0, at) + now + good.substring(at + 1));
        }
        for (int i = 0; i < 20; i++) {
            add("cut", good.substring(0, 1 + random.nextInt(good.length() - 3)));
        }
    }

    private void misshapen() throws Exception {
        final String good = issuer.token(TestIssuer.claims().build());
        add("five parts", good + "." + base64("tag") + "." + base64("more"));
        add("four parts", good + ".x");
        add("empty parts", "..");
        add("empty header", "." + good.substring(good.indexOf('.') + 1));
        add("dots only", ".".repeat(500));
        add("not base64", "!!!.???.###");
        add("too long", good.substring(0, good.indexOf('.')) + "." + "A".repeat(9_000) + ".A");
        add(
                "claims that are a list",
                base64("{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}") + "." + base64("[]") + "." + base64("s"));
        add(
                "claims nested deep",
                base64("{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}") + "."
                        + base64("{\"a\":".repeat(800) + "1" + "}".repeat(800)) + "." + base64("s"));
        add("padding", good.replace(".", "=."));
        add(
                "the keys themselves",
                issuer.rsa().toPublicJWK().toJSONString().replace("\"", "").replace(",", "."));
    }

    private void claims(final String what, final JWTClaimsSet.Builder claims) throws Exception {
        add(what, issuer.token(claims.build()));
    }

    private void add(final String what, final String token) {
        made.add(new Hostile(what, token));
    }

    private static String base64(final String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(final byte[] bytes) {
        return Base64URL.encode(bytes).toString();
    }
}
