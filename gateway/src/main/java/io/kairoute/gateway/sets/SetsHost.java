package io.kairoute.gateway.sets;

import io.kairoute.gateway.control.SetChanges;
import io.kairoute.gateway.work.Slices;
import io.kairoute.router.segment.IndexBudget;
import io.kairoute.router.store.RetiredSets;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What a node lends to its tenants' segment sets. Immutable.
 *
 * @param control what is told of changes
 * @param openers opens sets beside the start
 * @param afterGrace runs what has to wait until no call can look up any more in a set that was swapped out
 * @param slices what slow work shares
 * @param indexes the heap that the read indexes of all tenants share
 * @param notes takes what is found, in sentences for a person
 */
public record SetsHost(
        SetChanges control,
        Executor openers,
        Executor afterGrace,
        Slices slices,
        IndexBudget indexes,
        Consumer<String> notes) {
    /** One whose read indexes share the process's budget. */
    public static SetsHost of(
            final SetChanges control, final Executor openers, final Slices slices, final Consumer<String> notes) {
        return new SetsHost(control, openers, RetiredSets.AFTER_GRACE, slices, IndexBudget.ofProcess(), notes);
    }
}
