package io.kairoute.gateway.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kairoute.gateway.config.Property;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** An issuer of tokens for tests: signs them, and serves its public keys on the loopback address. */
public final class TestIssuer implements AutoCloseable {
    static final String NAME = "https://issuer.example";
    static final String AUDIENCE = "kairoute";

    private final AtomicInteger fetches = new AtomicInteger();
    private final HttpServer server;
    private final RSAKey rsa = rsa("rsa-1");
    private final ECKey ec = ec("ec-1");
    private volatile Stall stall = Stall.NOT;
    private volatile String document = new JWKSet(List.<JWK>of(rsa, ec)).toString();

    /** Makes an issuer, and starts its key server. */
    public TestIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks", exchange -> {
            fetches.incrementAndGet();
            final Stall how = stall;
            if (how != Stall.NOT) {
                stall(how, exchange);
                return;
            }
            final byte[] body = document.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** How the key server may fail to answer. */
    public enum Stall {
        NOT,
        SAYS_NOTHING,
        SAYS_A_BYTE_NOW_AND_THEN,
        SAYS_TOO_MUCH,
        HANGS_UP
    }

    /** Answers so from now on. */
    public void stall(final Stall how) {
        stall = how;
    }

    private void stall(final Stall how, final HttpExchange exchange) throws IOException {
        if (how == Stall.SAYS_TOO_MUCH) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[2 * JwksRetriever.MAX_BYTES]);
        }
        if (how == Stall.SAYS_A_BYTE_NOW_AND_THEN) {
            exchange.sendResponseHeaders(200, 1_000);
        }
        while (stall == how && (how == Stall.SAYS_NOTHING || how == Stall.SAYS_A_BYTE_NOW_AND_THEN)) {
            if (how == Stall.SAYS_A_BYTE_NOW_AND_THEN) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
            LockSupport.parkNanos(200_000_000);
        }
        exchange.close();
    }

    /** A key of somebody's. */
    public static RSAKey rsa(final String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (final JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static ECKey ec(final String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (final JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The configuration that trusts this issuer. */
    public Map<Property, String> trusted() {
        return Map.of(
                Property.IDENTITY_JWT_ISSUER, NAME,
                Property.IDENTITY_JWT_AUDIENCE, AUDIENCE,
                Property.IDENTITY_JWT_KEYS, address());
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks";
    }

    RSAKey rsa() {
        return rsa;
    }

    public ECKey ec() {
        return ec;
    }

    /** Serves other keys from now on. */
    void serve(final JWK... keys) {
        document = new JWKSet(List.of(keys)).toString();
    }

    /** Serves this document from now on, whatever it is. */
    void serveText(final String text) {
        document = text;
    }

    int fetches() {
        return fetches.get();
    }

    /** Claims that let a caller route for the tenant {@code bank}, for five minutes. */
    public static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(AUDIENCE)
                .subject("pbx")
                .issueTime(inSeconds(0))
                .expirationTime(inSeconds(300))
                .claim("kairoute_tenant", "bank")
                .claim("kairoute_roles", List.of("route", "somebody-elses"))
                .claim("kairoute_platform", "connect");
    }

    static Date inSeconds(final long seconds) {
        // Tokens tell whole seconds.
        return Date.from(Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(seconds));
    }

    /** A token of this issuer's RSA key. */
    String token(final JWTClaimsSet claims) throws JOSEException {
        return sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(rsa.getKeyID()).build(), rsa, claims);
    }

    /** A token that somebody's key signs, under any header. */
    public static String sign(final JWSHeader header, final JWK key, final JWTClaimsSet claims) throws JOSEException {
        final SignedJWT jwt = new SignedJWT(header, claims);
        final JWSSigner signer = key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) key);
        jwt.sign(signer);
        return jwt.serialize();
    }

    @Override
    public void close() {
        stall = Stall.HANGS_UP;
        server.stop(0);
    }
}
