package io.kairoute.gateway.control.log;

import io.kairoute.control.v1.TenantControlState;
import io.kairoute.gateway.control.state.StateCodec;
import io.kairoute.gateway.control.state.TenantState;
import io.kairoute.router.key.KeyHasher;

/** The fold of one tenant, without any effect on a node. */
class StateFold implements Fold {
    static final String TENANT = "default";

    private final TenantState state = new TenantState(new KeyHasher(new byte[KeyHasher.SECRET_BYTES]));

    @Override
    public Judgement judge(final Proposal proposal, final long number) {
        return state.judge(proposal, number);
    }

    @Override
    public boolean apply(final ControlEntry entry) {
        return state.apply(entry);
    }

    TenantState state() {
        return state;
    }

    /** All of the state. */
    TenantControlState kept() {
        return StateCodec.toMessage(TENANT, state);
    }
}
