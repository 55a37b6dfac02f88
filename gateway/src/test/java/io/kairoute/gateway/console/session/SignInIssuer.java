package io.kairoute.gateway.console.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kairoute.gateway.identity.TestIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** An issuer at which people sign in, for tests: gives a code for each question, and a token for each code, once. */
final class SignInIssuer implements AutoCloseable {
    static final String CLIENT = "kairoute-console";
    static final String SECRET = "se:cret&more";

    private final RSAKey key = TestIssuer.rsa("sign-in");
    private final HttpServer server;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    volatile UnaryOperator<JWTClaimsSet.Builder> claims = all -> all;
    volatile RSAKey signer = key;
    volatile String configuration = "";
    volatile Answer answer = Answer.AS_IT_SHOULD;
    volatile boolean takesForms;
    volatile boolean isSilent;

    /** How it answers whoever brings a code. */
    enum Answer {
        AS_IT_SHOULD,
        NEVER,
        NO_JSON,
        TOO_MUCH,
        NO_TOKEN,
        FAULT,
        NOT_ITS_CLIENT,
        ELSEWHERE
    }

    SignInIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/jwks", exchange -> say(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/.well-known/openid-configuration", exchange -> {
            if (isSilent) {
                await();
            }
            say(exchange, 200, configuration());
        });
        server.createContext("/token", this::token);
        server.start();
    }

    String name() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String configuration() {
        return configuration.isEmpty()
                ? "{\"issuer\":\"" + name() + "\",\"authorization_endpoint\":\"" + name()
                        + "/authorize?realm=a\",\"token_endpoint\":\"" + name() + "/token\""
                        + (takesForms ? ",\"token_endpoint_auth_methods_supported\":[\"client_secret_post\"]" : "")
                        + "}"
                : configuration;
    }

    /** A person lets the node know who it is: gives the code that the browser brings back. */
    String agree(final Map<String, String> asked) {
        final String code = "code-" + codes.size() + "-" + System.nanoTime();
        codes.put(code, asked);
        return code;
    }

    private void token(final HttpExchange exchange) throws IOException {
        final Map<String, String> form =
                form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        switch (answer) {
            case NEVER -> await();
            case NO_JSON -> say(exchange, 200, "<html>");
            case TOO_MUCH -> say(exchange, 200, "{\"id_token\":\"" + "x".repeat(1_000_000) + "\"}");
            case NO_TOKEN -> say(exchange, 200, "{\"access_token\":\"x\"}");
            case FAULT -> say(exchange, 503, "{}");
            case NOT_ITS_CLIENT -> say(exchange, 401, "{\"error\":\"invalid_client\"}");
            case ELSEWHERE -> {
                exchange.getResponseHeaders().set("location", name() + "/jwks");
                say(exchange, 307, "{}");
            }
            case AS_IT_SHOULD -> exchange(exchange, form);
        }
        exchange.close();
    }

    private void exchange(final HttpExchange exchange, final Map<String, String> form) throws IOException {
        final Map<String, String> asked = codes.remove(String.valueOf(form.get("code")));
        final boolean isClient = takesForms
                ? SECRET.equals(form.get("client_secret")) && CLIENT.equals(form.get("client_id"))
                : basic().equals(exchange.getRequestHeaders().getFirst("authorization"));
        if (!isClient) {
            say(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else if (asked == null
                || !Objects.equals(asked.get("redirect_uri"), form.get("redirect_uri"))
                || !challenge(String.valueOf(form.get("code_verifier"))).equals(asked.get("code_challenge"))) {
            say(exchange, 400, "{\"error\":\"invalid_grant\"}");
        } else {
            say(
                    exchange,
                    200,
                    "{\"token_type\":\"Bearer\",\"id_token\":\"" + idToken(String.valueOf(asked.get("nonce"))) + "\"}");
        }
    }

    @SuppressWarnings("JavaUtilDate") // what the library takes
    private String idToken(final String nonce) {
        final JWTClaimsSet.Builder all = new JWTClaimsSet.Builder()
                .issuer(name())
                .audience(CLIENT)
                .subject("ana")
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("nonce", nonce)
                .claim("kairoute_tenant", "bank")
                .claim("kairoute_roles", List.of("viewer", "operator"));
        try {
            return TestIssuer.sign(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("sign-in").build(),
                    signer,
                    claims.apply(all).build());
        } catch (final JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String basic() {
        final String pair = CLIENT + ":se%3Acret%26more";
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String challenge(final String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> form(final String text) {
        final Map<String, String> form = new HashMap<>();
        for (final String pair : text.split("&", -1)) {
            final int equals = pair.indexOf('=');
            form.put(
                    pair.substring(0, Math.max(0, equals)),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return form;
    }

    private void await() {
        try {
            closed.await(60, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(final HttpExchange exchange, final int status, final String text) throws IOException {
        final byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
