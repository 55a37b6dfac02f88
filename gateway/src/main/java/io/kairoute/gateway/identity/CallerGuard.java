package io.kairoute.gateway.identity;

import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.Router;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides who may call what.
 *
 * <p>An open guard lets everybody do everything, in the tenant that the request names. A closed one asks for a key: an unknown
 * one is UNAUTHENTICATED, a known one without the role PERMISSION_DENIED, and neither answer says more than that. The tenant
 * comes from the credential alone. Thread-confined: owned by its event loop.
 */
public final class CallerGuard {
    private static final Verdict ANYBODY =
            Verdict.admitted(new Caller("anybody", Router.ANY_TENANT, EnumSet.allOf(Role.class), ""));
    private static final Verdict UNKNOWN = Verdict.refused(Refusal.of(
            Code.UNAUTHENTICATED,
            "UNAUTHENTICATED",
            "Credentials are missing or unknown; send an API key as x-api-key, bearer token or Basic password."));
    private static final Map<Role, Verdict> LACKING = new EnumMap<>(Role.class);

    static {
        for (final Role role : Role.values()) {
            LACKING.put(
                    role,
                    Verdict.refused(Refusal.of(
                            Code.PERMISSION_DENIED,
                            "ROLE_MISSING",
                            "These credentials lack the role " + role.label() + ".")));
        }
    }

    private final @Nullable Supplier<Credentials> credentials;
    private final MessageDigest sha256;

    private CallerGuard(final @Nullable Supplier<Credentials> credentials) {
        this.credentials = credentials;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A guard that lets everybody in. */
    public static CallerGuard open() {
        return new CallerGuard(null);
    }

    /** A guard that asks for credentials, always the newest ones. */
    public static CallerGuard closed(final Supplier<Credentials> credentials) {
        return new CallerGuard(credentials);
    }

    /** Whether everybody is let in. */
    public boolean isOpen() {
        return credentials == null;
    }

    /** Judges a request that needs a role. */
    public Verdict judge(final HttpServerRequest request, final Role needed) {
        if (credentials == null) {
            return ANYBODY;
        }
        final String key = PresentedKey.of(request);
        final Caller caller = key == null ? null : credentials.get().ofKeyHash(hash(key));
        if (caller == null) {
            return UNKNOWN;
        }
        return caller.has(needed) ? Verdict.admitted(caller) : lacking(needed);
    }

    private static Verdict lacking(final Role role) {
        final Verdict verdict = LACKING.get(role);
        return verdict == null ? UNKNOWN : verdict;
    }

    private String hash(final String key) {
        return HexFormat.of().formatHex(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
    }
}
