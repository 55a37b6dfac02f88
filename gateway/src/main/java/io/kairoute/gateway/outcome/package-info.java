/**
 * What became of contacts, as other systems tell it.
 *
 * <p>{@code OutcomeMethods} takes a call, {@code OutcomeChecks} looks at each outcome, {@code OutcomeLog} has a thread of its own that
 * writes what many calls brought with one force of the disk, {@code TenantOutcomes} keeps one tenant's chunks and its index. No event
 * loop waits for any of it.
 */
@NullMarked
package io.kairoute.gateway.outcome;

import org.jspecify.annotations.NullMarked;
