package io.kairoute.router.compile;

import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.table.QueueDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the snapshots of one tenant are made of, kept from one to the next: a live change makes anew only what it touches.
 *
 * <p>Single-threaded: owned by whoever builds the tenant's snapshots.
 */
public final class Bindings {
    private final Carried<List<LiveOccasion>, LiveCompiler> live = new Carried<>();
    private Map<Long, RevisionBinding> revisions = Map.of();
    private @Nullable QueueStates slotsOf;

    /** Keeps nothing yet. */
    public Bindings() {}

    LiveCompiler live(final List<LiveOccasion> occasions) {
        return live.of(occasions, LiveCompiler::new);
    }

    /**
     * The bindings of these revisions, in this order; those of others are forgotten.
     *
     * @param wanted the most important first: its queues are the last to go without slots
     * @param states where the states of queues are found; null for nowhere
     */
    List<RevisionBinding> of(final List<CompiledRevision> wanted, final @Nullable QueueStates states) {
        final List<RevisionBinding> bindings = wanted.stream().map(this::known).toList();
        final boolean isSame = slotsOf == states
                && bindings.size() == revisions.size()
                && bindings.stream().allMatch(revisions::containsValue);
        if (!isSame) {
            giveSlots(bindings, states);
            slotsOf = states;
            revisions = bindings.stream()
                    .collect(Collectors.toMap(binding -> binding.revision().number(), binding -> binding));
        }
        return bindings;
    }

    @SuppressWarnings("ReferenceEquality") // a revision that was compiled again, for later years, is bound again
    private RevisionBinding known(final CompiledRevision revision) {
        final RevisionBinding known = revisions.get(revision.number());
        return known != null && known.revision().table() == revision.table() ? known : new RevisionBinding(revision);
    }

    // Frees the slots of queues that none of these names, and of the last ones where there are more names than slots.
    private static void giveSlots(final List<RevisionBinding> bindings, final @Nullable QueueStates states) {
        if (states != null) {
            states.retain(bindings.stream()
                    .flatMap(binding -> binding.revision().definition().queues().stream())
                    .map(QueueDefinition::id)
                    .distinct()
                    .limit(QueueStates.SLOTS)
                    .collect(Collectors.toSet()));
        }
        bindings.forEach(binding -> binding.findSlots(states));
    }
}
