package io.kairoute.gateway.control;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.control.v1.ControlState;
import io.kairoute.control.v1.TenantControlState;
import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.gateway.control.log.Fold;
import io.kairoute.gateway.control.log.FoldSnapshot;
import io.kairoute.gateway.control.log.Proposal;
import io.kairoute.gateway.control.state.StateCodec;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Folds the control log into the tenants of this node, and has what follows from each change done. Thread-confined: owned by the
 * control thread.
 */
final class ControlFold implements Fold {
    /** How much a kept state tells. */
    private static final int LAYOUT = 2;

    private final Map<String, TenantControl> tenants;
    private @Nullable Effects effects;

    ControlFold(final Map<String, TenantControl> tenants) {
        this.tenants = tenants;
    }

    /** From now on each change has effects; before, the state is only read. */
    void begin(final Effects onEach) {
        effects = onEach;
    }

    @Override
    public Judgement judge(final Proposal proposal, final long number) {
        return need(proposal.tenant()).state().judge(proposal, number);
    }

    // Entries of tenants that this node does not serve are theirs who do.
    @Override
    public boolean apply(final ControlEntry entry) {
        final TenantControl tenant = tenants.get(entry.tenant());
        if (tenant == null) {
            return true;
        }
        if (!tenant.state().apply(entry)) {
            return false;
        }
        if (effects != null) {
            effects.of(tenant, entry);
        }
        return true;
    }

    /** The fold as it is, to begin from; null where it cannot be kept. */
    @Nullable
    FoldSnapshot snapshot(final long position) {
        if (!tenants.values().stream().allMatch(tenant -> StateCodec.canKeep(tenant.state()))) {
            return null;
        }
        final ControlState.Builder kept = ControlState.newBuilder().setLayout(LAYOUT);
        tenants.values().forEach(tenant -> kept.addTenants(StateCodec.toMessage(tenant.id(), tenant.state())));
        return new FoldSnapshot(position, kept.build().toByteArray());
    }

    /**
     * Begins from a fold that was kept; false, with nothing changed, where it does not tell of every tenant of this node, or an
     * older version kept it, which told less.
     */
    boolean restore(final FoldSnapshot snapshot) {
        final ControlState state;
        try {
            state = ControlState.parseFrom(snapshot.state());
        } catch (final InvalidProtocolBufferException e) {
            return false;
        }
        final Map<String, TenantControlState> kept =
                state.getTenantsList().stream().collect(Collectors.toMap(TenantControlState::getTenant, one -> one));
        if (state.getLayout() < LAYOUT || !kept.keySet().containsAll(tenants.keySet())) {
            return false;
        }
        kept.forEach((id, of) -> {
            final TenantControl tenant = tenants.get(id);
            if (tenant != null) {
                tenant.restore(StateCodec.toState(of, tenant.hasher()));
            }
        });
        return true;
    }

    private TenantControl need(final String id) {
        final TenantControl tenant = tenants.get(id);
        if (tenant == null) {
            throw new IllegalArgumentException("tenant=" + id + " is not served here");
        }
        return tenant;
    }
}
