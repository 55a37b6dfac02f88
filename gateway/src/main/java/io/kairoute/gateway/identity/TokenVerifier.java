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
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    private final JwtConfig config;
    private final TenantDirectory tenants;
    private final String audience;
    private final Set<JWSAlgorithm> algorithms = new HashSet<>();
    private final JWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();

    TokenVerifier(final JwtConfig config, final TenantDirectory tenants) {
        this(config, tenants, config.audience());
    }

    private TokenVerifier(final JwtConfig config, final TenantDirectory tenants, final String audience) {
        this.config = config;
        this.tenants = tenants;
        this.audience = audience;
        config.algorithms().forEach(name -> algorithms.add(JWSAlgorithm.parse(name)));
    }

    /** The same for tokens that are made for somebody else. */
    TokenVerifier of(final String other) {
        return new TokenVerifier(config, tenants, other);
    }

    /** Verifies a token by some keys, at a time. */
    TokenVerdict verify(final String token, final JWKSet keys, final long nowMs) {
        return verify(token, keys, claims -> claims(claims, nowMs));
    }

    /** Verifies a token that tells who signed in, in answer to the question that held a nonce. */
    TokenVerdict verifySignIn(final String token, final JWKSet keys, final long nowMs, final String nonce) {
        return verify(token, keys, claims -> signIn(claims, nowMs, nonce));
    }

    private TokenVerdict verify(
            final String token, final JWKSet keys, final Function<@Nullable JWTClaimsSet, TokenVerdict> next) {
        try {
            final SignedJWT jwt = SignedJWT.parse(token);
            final JWSHeader header = jwt.getHeader();
            if (!algorithms.contains(header.getAlgorithm())) {
                return new TokenVerdict.Refuted("its algorithm is none of " + new TreeSet<>(config.algorithms()));
            }
            final List<JWK> candidates = new JWKSelector(JWKMatcher.forJWSHeader(header)).select(keys);
            if (candidates.isEmpty()) {
                return header.getKeyID() == null && !keys.isEmpty()
                        ? new TokenVerdict.Refuted("it names no key, and no key of the issuer fits its algorithm")
                        : TokenVerdict.UNKNOWN_KEY;
            }
            return isSignedByOne(jwt, candidates)
                    ? next.apply(jwt.getJWTClaimsSet())
                    : new TokenVerdict.Refuted("no key of the issuer made its signature");
        } catch (final ParseException | RuntimeException e) {
            // Whatever a hostile token makes a parser throw, it is a token that does not count.
            return new TokenVerdict.Refuted("it cannot be read as a signed JWT");
        }
    }

    private boolean isSignedByOne(final SignedJWT jwt, final List<JWK> candidates) {
        for (final JWK key : candidates.subList(0, Math.min(MAX_KEYS_TRIED, candidates.size()))) {
            if (key instanceof AsymmetricJWK asymmetric && isSignedBy(jwt, asymmetric)) {
                return true;
            }
        }
        return false;
    }

    /** A key that cannot verify, such as a short one, does not keep the others from it. */
    private boolean isSignedBy(final SignedJWT jwt, final AsymmetricJWK key) {
        try {
            final JWSVerifier verifier = verifiers.createJWSVerifier(jwt.getHeader(), key.toPublicKey());
            return jwt.verify(verifier);
        } catch (final JOSEException | RuntimeException e) {
            return false;
        }
    }

    private TokenVerdict claims(final @Nullable JWTClaimsSet claims, final long nowMs) {
        final String fault = claims == null ? "it holds no claims" : fault(claims, nowMs);
        if (claims == null || fault != null) {
            return new TokenVerdict.Refuted(String.valueOf(fault));
        }
        final long untilMs = Math.min(ms(claims.getExpirationTime()) + config.skewMs(), nowMs + LONGEST_TRUST_MS);
        return new TokenVerdict.Genuine(caller(claims), untilMs);
    }

    private TokenVerdict signIn(final @Nullable JWTClaimsSet claims, final long nowMs, final String nonce) {
        final String fault = claims == null ? "it holds no claims" : fault(claims, nowMs);
        if (claims == null || fault != null) {
            return new TokenVerdict.Refuted(String.valueOf(fault));
        }
        if (claims.getSubject() == null || claims.getSubject().isEmpty()) {
            return new TokenVerdict.Refuted("it has no sub");
        }
        if (!nonce.equals(claims.getClaim("nonce"))) {
            return new TokenVerdict.Refuted("its nonce is not the one of this sign-in");
        }
        final Object party = claims.getClaim("azp");
        if (party == null ? claims.getAudience().size() != 1 : !audience.equals(party)) {
            return new TokenVerdict.Refuted("its azp is not " + audience);
        }
        return new TokenVerdict.SignedIn(new Bearer(
                CallerName.ofToken(config.issuer(), claims.getSubject()),
                tenants(claims),
                roles(TokenClaims.words(claims, config.rolesClaim())),
                platform(claims)));
    }

    private @Nullable String fault(final JWTClaimsSet claims, final long nowMs) {
        if (!isNameFine(claims.getSubject())) {
            return "its sub is over " + MAX_SUBJECT_BYTES + " bytes, or holds a control character";
        }
        if (!config.issuer().equals(claims.getIssuer())) {
            return "its iss is not " + config.issuer();
        }
        if (!claims.getAudience().contains(audience)) {
            return "its aud does not name " + audience;
        }
        final Date expires = claims.getExpirationTime();
        if (expires == null) {
            return "it has no exp";
        }
        if (ms(expires) + config.skewMs() <= nowMs) {
            return "it expired";
        }
        return isAhead(claims.getNotBeforeTime(), nowMs) || isAhead(claims.getIssueTime(), nowMs)
                ? "its nbf or iat lies ahead: look at the clocks of the issuer and of this node"
                : null;
    }

    /** Why a genuine token's bearer may do nothing; null where there is something that it may do. */
    @Nullable
    String lack(final Caller caller) {
        if (caller.tenant() == TenantDirectory.UNKNOWN) {
            return "its claim " + config.tenantClaim() + " names no tenant of this node, or several";
        }
        return caller.roles().isEmpty()
                ? "its claim " + config.rolesClaim() + " names none of the roles "
                        + Role.given().stream().map(Role::label).collect(Collectors.joining(", "))
                : null;
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

    /** A genuine token that does not name one tenant of this node is a caller of none, who may do nothing. */
    private Caller caller(final JWTClaimsSet claims) {
        final int tenant = tenant(claims);
        final String subject = claims.getSubject() == null ? "" : claims.getSubject();
        final String name = CallerName.ofToken(config.issuer(), subject);
        return tenant == TenantDirectory.UNKNOWN
                ? new Caller(name, tenant, Set.of(), "")
                : new Caller(name, tenant, roles(TokenClaims.words(claims, config.rolesClaim())), platform(claims));
    }

    /** The one tenant of this node that is named: a token without a person behind it has nobody to choose. */
    private int tenant(final JWTClaimsSet claims) {
        final Set<Integer> named = tenants(claims);
        return named.size() == 1 ? named.iterator().next() : TenantDirectory.UNKNOWN;
    }

    /** The tenants of this node that are named; those of other nodes may be, too. */
    private Set<Integer> tenants(final JWTClaimsSet claims) {
        final Set<Integer> named = new TreeSet<>();
        for (final String id : TokenClaims.names(claims, config.tenantClaim())) {
            final int tenant = tenants.ordinal(id);
            if (tenant != TenantDirectory.UNKNOWN) {
                named.add(tenant);
            }
        }
        return named;
    }

    private String platform(final JWTClaimsSet claims) {
        final List<String> words = TokenClaims.names(claims, config.platformClaim());
        return words.size() == 1 ? words.get(0) : "";
    }

    /** Roles that are not ours are somebody else's. */
    private static Set<Role> roles(final List<String> labels) {
        final Set<Role> roles = EnumSet.noneOf(Role.class);
        for (final String label : labels) {
            final Role role = Role.ofLabel(label);
            if (role != null) {
                roles.add(role);
            }
        }
        return roles;
    }
}
