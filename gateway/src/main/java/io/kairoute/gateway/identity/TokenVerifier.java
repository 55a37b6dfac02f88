package io.kairoute.gateway.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.kairoute.gateway.config.JwtConfig;
import io.kairoute.router.snapshot.TenantDirectory;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says whether one signed token is genuine, and who it makes its bearer.
 *
 * <p>What a token says of itself chooses among the issuer's keys only, and only for the algorithms that the configuration lists,
 * which are asymmetric: a token without signature, one signed with a public key as shared secret, one that brings its own key or
 * points to one, all fail here. Thread-safe.
 */
final class TokenVerifier {
    /** A token without key id is tried with so many keys. */
    private static final int MAX_KEYS_TRIED = 4;

    /** A token that lasts longer counts so long, then must be shown anew; so a key taken back does not count for ever. */
    private static final long LONGEST_TRUST_MS = 3_600_000;

    private static final int MAX_SUBJECT_BYTES = 128;

    private static final TokenVerdict REFUTED = TokenVerdict.REFUTED;

    private final JwtConfig config;
    private final TenantDirectory tenants;
    private final Set<JWSAlgorithm> algorithms = new HashSet<>();
    private final JWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();

    TokenVerifier(final JwtConfig config, final TenantDirectory tenants) {
        this.config = config;
        this.tenants = tenants;
        config.algorithms().forEach(name -> algorithms.add(JWSAlgorithm.parse(name)));
    }

    /** Verifies a token by some keys, at a time. */
    TokenVerdict verify(final String token, final JWKSet keys, final long nowMs) {
        try {
            final SignedJWT jwt = SignedJWT.parse(token);
            final JWSHeader header = jwt.getHeader();
            if (!algorithms.contains(header.getAlgorithm())) {
                return REFUTED;
            }
            final List<JWK> candidates = new JWKSelector(JWKMatcher.forJWSHeader(header)).select(keys);
            if (candidates.isEmpty()) {
                return header.getKeyID() == null && !keys.isEmpty() ? REFUTED : TokenVerdict.UNKNOWN_KEY;
            }
            return isSignedByOne(jwt, candidates) ? claims(jwt.getJWTClaimsSet(), nowMs) : REFUTED;
        } catch (final ParseException | JOSEException | RuntimeException e) {
            // Whatever a hostile token makes a parser throw, it is a token that does not count.
            return REFUTED;
        }
    }

    private boolean isSignedByOne(final SignedJWT jwt, final List<JWK> candidates) throws JOSEException {
        for (final JWK key : candidates.subList(0, Math.min(MAX_KEYS_TRIED, candidates.size()))) {
            if (key instanceof AsymmetricJWK asymmetric) {
                final JWSVerifier verifier = verifiers.createJWSVerifier(jwt.getHeader(), asymmetric.toPublicKey());
                if (jwt.verify(verifier)) {
                    return true;
                }
            }
        }
        return false;
    }

    private TokenVerdict claims(final @Nullable JWTClaimsSet claims, final long nowMs) throws ParseException {
        if (claims == null
                || !isNameFine(claims.getSubject())
                || !config.issuer().equals(claims.getIssuer())
                || !claims.getAudience().contains(config.audience())) {
            return REFUTED;
        }
        final Date expires = claims.getExpirationTime();
        if (expires == null
                || ms(expires) + config.skewMs() <= nowMs
                || isAhead(claims.getNotBeforeTime(), nowMs)
                || isAhead(claims.getIssueTime(), nowMs)) {
            return REFUTED;
        }
        final long untilMs = Math.min(ms(expires) + config.skewMs(), nowMs + LONGEST_TRUST_MS);
        return new TokenVerdict.Genuine(caller(claims), untilMs);
    }

    /** The name goes into the audit trail as it is: neither a page of text nor anything that breaks a line. */
    private static boolean isNameFine(final @Nullable String subject) {
        return subject == null
                || (subject.getBytes(StandardCharsets.UTF_8).length <= MAX_SUBJECT_BYTES
                        && subject.chars().noneMatch(Character::isISOControl));
    }

    private boolean isAhead(final @Nullable Date time, final long nowMs) {
        return time != null && ms(time) - config.skewMs() > nowMs;
    }

    private static long ms(final Date time) {
        return time.toInstant().toEpochMilli();
    }

    /** A genuine token without a tenant of this node is a caller without roles, who may do nothing. */
    private Caller caller(final JWTClaimsSet claims) throws ParseException {
        final String tenantId = String.valueOf(claims.getClaim(config.tenantClaim()));
        final int tenant = tenants.ordinal(tenantId);
        final String subject = claims.getSubject() == null ? "" : claims.getSubject();
        final String name = CallerName.ofToken(config.issuer(), subject);
        return tenant == TenantDirectory.UNKNOWN
                ? new Caller(name, 0, Set.of(), "")
                : new Caller(name, tenant, roles(claims.getClaim(config.rolesClaim())), platform(claims));
    }

    private String platform(final JWTClaimsSet claims) {
        return claims.getClaim(config.platformClaim()) instanceof String platform ? platform : "";
    }

    /** Roles that are not ours are somebody else's. */
    private static Set<Role> roles(final @Nullable Object claim) {
        final List<?> labels = claim instanceof String text
                ? Arrays.asList(text.split(" ", -1))
                : claim instanceof List<?> list ? list : List.of();
        final Set<Role> roles = EnumSet.noneOf(Role.class);
        for (final Object label : labels) {
            final Role role = Role.ofLabel(String.valueOf(label));
            if (role != null) {
                roles.add(role);
            }
        }
        return roles;
    }
}
