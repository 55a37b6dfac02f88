package io.kairoute.gateway.control.state;

import io.kairoute.control.v1.SegmentSetActivated;
import io.kairoute.control.v1.TenantControlState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which segment set of one tenant is served, and which were before it, as the log tells.
 *
 * <p>Going back walks through the sets before, each of which stands there once, and what is left in this way does not stand there any
 * more. So whoever goes back again and again comes to an end, and never to a set that was left as bad. Thread-confined: owned by
 * whoever owns the state.
 */
final class SetFold {
    /** More than are ever kept on a disk. */
    static final int MOST_BEFORE = 16;

    private final List<Integer> before = new ArrayList<>();
    private int active;
    private long activatedAt;

    /** The set that was last activated; 0 for none. */
    int active() {
        return active;
    }

    /** The place in the chain of the last activation that somebody asked for; 0 before any. */
    long activatedAt() {
        return activatedAt;
    }

    /** The sets that were served before, each once, the latest last. */
    List<Integer> before() {
        return Collections.unmodifiableList(before);
    }

    /**
     * Folds an activation in.
     *
     * @param number the place of its entry in the chain
     */
    void apply(final SegmentSetActivated change, final long number) {
        if (change.getUndone()) {
            undo(change);
        } else if (change.getRolledBack() || isFoundWhereItWas(change)) {
            goBack(change);
        } else if (change.getBefore() != change.getAfter()) {
            leave(change.getBefore());
        }
        active = change.getAfter();
        activatedAt = change.getFound() ? activatedAt : number;
    }

    // A kill between the log and the file: the set that the log has as left is the active one still.
    private boolean isFoundWhereItWas(final SegmentSetActivated change) {
        return change.getFound() && isLatest(change.getAfter());
    }

    private void undo(final SegmentSetActivated change) {
        if (change.getRolledBack()) {
            leave(change.getBefore());
        } else if (isLatest(change.getAfter())) {
            before.remove(before.size() - 1);
        }
    }

    // Sets between the two are kept no more.
    private void goBack(final SegmentSetActivated change) {
        before.remove(Integer.valueOf(change.getBefore()));
        final int place = before.lastIndexOf(change.getAfter());
        if (place >= 0) {
            before.subList(place, before.size()).clear();
        }
    }

    private void leave(final int set) {
        if (set != 0) {
            before.remove(Integer.valueOf(set));
            before.add(set);
            before.subList(0, Math.max(0, before.size() - MOST_BEFORE)).clear();
        }
    }

    private boolean isLatest(final int set) {
        return !before.isEmpty() && before.get(before.size() - 1) == set;
    }

    /** Takes what a kept state tells. */
    void restore(final TenantControlState kept) {
        active = kept.getSegmentSet();
        activatedAt = kept.getSetActivatedAt();
        before.addAll(kept.getSetsBeforeList());
    }
}
