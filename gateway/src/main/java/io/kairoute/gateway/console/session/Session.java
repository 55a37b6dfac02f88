package io.kairoute.gateway.console.session;

import io.kairoute.router.decide.Router;
import io.kairoute.router.snapshot.TenantDirectory;

/** What one person began by signing in. Thread-confined: owned by the admin event loop. */
final class Session {
    private final Proof proof;
    private final long begunMs;
    private long usedMs;
    private int tenant;

    Session(final Proof proof, final long nowMs) {
        this.proof = proof;
        this.begunMs = nowMs;
        this.usedMs = nowMs;
        this.tenant = proof instanceof Proof.Issuer issuer ? only(issuer) : Router.ANY_TENANT;
    }

    Proof proof() {
        return proof;
    }

    long begunMs() {
        return begunMs;
    }

    long usedMs() {
        return usedMs;
    }

    void used(final long nowMs) {
        usedMs = nowMs;
    }

    /** The tenant of somebody whom the issuer named; unknown until it is chosen where there are several. */
    int tenant() {
        return tenant;
    }

    /** Whether it has to be chosen still about which tenant it is. */
    boolean isUndecided() {
        return proof instanceof Proof.Issuer && tenant == TenantDirectory.UNKNOWN;
    }

    /** Chooses among the tenants that the issuer named; false for another one. */
    boolean choose(final int chosen) {
        if (proof instanceof Proof.Issuer issuer && issuer.bearer().tenants().contains(chosen)) {
            tenant = chosen;
            return true;
        }
        return false;
    }

    private static int only(final Proof.Issuer issuer) {
        return issuer.bearer().tenants().size() == 1
                ? issuer.bearer().tenants().iterator().next()
                : TenantDirectory.UNKNOWN;
    }
}
