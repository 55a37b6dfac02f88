package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line shows a token of an issuer to a node that speaks TLS on both ports. */
final class TokenOverTlsTest {
    private static final String ISSUER = "https://issuer.test";
    private static final String AUDIENCE = "kairoute";
    private static final int COORDINATE_BYTES = 32;
    private static final long HOUR_S = 3600;

    @TempDir
    private Path directory = Path.of("");

    private Path certificate = Path.of("");
    private KeyPair issuer;
    private Node node;

    @BeforeEach
    void start() throws Exception {
        final SelfSigned own = SelfSigned.in(directory, "own");
        certificate = own.certificate();
        issuer = keys();
        final Path jwks = Files.writeString(directory.resolve("jwks.json"), jwks((ECPublicKey) issuer.getPublic()));
        node = TestNode.start(
                directory,
                Map.of(
                        Property.ROUTE_TLS_CERT, certificate.toString(),
                        Property.ROUTE_TLS_KEY, own.key().toString(),
                        Property.ADMIN_TLS_CERT, certificate.toString(),
                        Property.ADMIN_TLS_KEY, own.key().toString(),
                        Property.IDENTITY_JWT_ISSUER, ISSUER,
                        Property.IDENTITY_JWT_AUDIENCE, AUDIENCE,
                        Property.IDENTITY_JWT_KEYS, jwks.toString()));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldRouteWithATokenOverGrpcAndHttp() throws Exception {
        final Path token = token("router.jwt", issuer.getPrivate(), "route", HOUR_S);

        for (final String[] way : new String[][] {{}, {"--http"}}) {
            final CommandRun routed = route(token, way);
            assertEquals(ExitCode.DONE, routed.code(), routed.err());
            assertTrue(routed.out().contains("outage-desk"), routed.out());
        }
    }

    @Test
    void shouldRefuseWhoShowsNothingOrATokenThatDoesNotCount() throws Exception {
        final Path late = token("late.jwt", issuer.getPrivate(), "route", -HOUR_S);
        final Path foreign = token("foreign.jwt", keys().getPrivate(), "route", HOUR_S);

        for (final Path token : new Path[] {late, foreign}) {
            for (final String[] way : new String[][] {{}, {"--http"}}) {
                final CommandRun refused = route(token, way);
                assertEquals(ExitCode.NOT_ALLOWED, refused.code(), refused.err());
                assertEquals(1, refused.err().lines().count(), refused.err());
                assertFalse(refused.err().contains(Files.readString(token)), refused.err());
            }
        }
        final CommandRun nothing =
                CommandRun.of("route", "--target", route(), "--ca", certificate.toString(), "--intent", "no_internet");
        assertEquals(ExitCode.NOT_ALLOWED, nothing.code(), nothing.err());
    }

    @Test
    void shouldDoOnTheAdminPortWhatTheRolesOfTheTokenAllow() throws Exception {
        final Path operator = token("operator.jwt", issuer.getPrivate(), "operator", HOUR_S);
        final Path viewer = token("viewer.jwt", issuer.getPrivate(), "viewer", HOUR_S);

        final CommandRun declared = declare(operator);
        final CommandRun refused = declare(viewer);

        assertEquals(ExitCode.DONE, declared.code(), declared.err());
        assertEquals(ExitCode.NOT_ALLOWED, refused.code(), refused.err());
        assertEquals(1, refused.err().lines().count(), refused.err());
    }

    private CommandRun declare(final Path token) {
        return admin(token, "occasions", "declare", "outage", "--for", "1h", "--region", "US-FL", "--reason", "cable");
    }

    private CommandRun admin(final Path token, final String... words) {
        return run("127.0.0.1:" + node.adminPort(), token, words);
    }

    private CommandRun route(final Path token, final String... way) {
        final String[] words = new String[way.length + 3];
        words[0] = "route";
        words[1] = "--intent";
        words[2] = "no_internet";
        System.arraycopy(way, 0, words, 3, way.length);
        return run(route(), token, words);
    }

    private String route() {
        return "127.0.0.1:" + node.routePort();
    }

    private CommandRun run(final String target, final Path token, final String... words) {
        final String[] all = new String[words.length + 6];
        System.arraycopy(words, 0, all, 0, words.length);
        System.arraycopy(
                new String[] {"--target", target, "--token-file", token.toString(), "--ca", certificate.toString()},
                0,
                all,
                words.length,
                6);
        return CommandRun.of(all);
    }

    private Path token(final String name, final PrivateKey key, final String role, final long secondsLeft)
            throws Exception {
        final long nowS = Instant.now().getEpochSecond();
        final String signed = base64("{\"alg\":\"ES256\",\"kid\":\"k1\",\"typ\":\"JWT\"}")
                + "."
                + base64(("{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"somebody\",\"iat\":%d,\"exp\":%d,"
                                + "\"kairoute_tenant\":\"default\",\"kairoute_roles\":[\"%s\"]}")
                        .formatted(ISSUER, AUDIENCE, nowS - 2 * HOUR_S, nowS + secondsLeft, role));
        final Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return Files.writeString(directory.resolve(name), signed + "." + base64(signature.sign()) + "\n");
    }

    private static KeyPair keys() throws Exception {
        final KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static String jwks(final ECPublicKey key) {
        return "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"k1\",\"alg\":\"ES256\",\"x\":\"%s\",\"y\":\"%s\"}]}"
                .formatted(
                        coordinate(key.getW().getAffineX().toByteArray()),
                        coordinate(key.getW().getAffineY().toByteArray()));
    }

    // A number has a byte for its sign, or fewer bytes; a coordinate has all of its own.
    private static String coordinate(final byte[] number) {
        final byte[] whole = new byte[COORDINATE_BYTES];
        final int length = Math.min(number.length, COORDINATE_BYTES);
        System.arraycopy(number, number.length - length, whole, COORDINATE_BYTES - length, length);
        return base64(whole);
    }

    private static String base64(final String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(final byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
