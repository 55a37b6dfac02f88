package io.kairoute.router.reference;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a decision has to say about itself while it is made.
 *
 * <p>Thread-confined: made for one decision.
 */
final class Findings {
    final Set<Flag> flags = EnumSet.noneOf(Flag.class);
    final Set<FallbackCause> causes = EnumSet.noneOf(FallbackCause.class);
    final Set<Guardrail> guardrails = EnumSet.noneOf(Guardrail.class);
    final List<String> ruleIds = new ArrayList<>();
    private final Consumer<Branch> branches;

    Findings(final Consumer<Branch> branches) {
        this.branches = branches;
    }

    /** Notes a branch that the answer alone does not show. */
    void took(final Branch branch) {
        branches.accept(branch);
    }
}
