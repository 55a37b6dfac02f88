package io.kairoute.gateway.control;

import io.kairoute.control.v1.WatchLiveOccasionsResponse;
import java.util.Collection;
import java.util.Map;

/** One who watches the live occasions of a tenant. Called on the control thread; must never wait. */
public interface OccasionWatcher {
    /**
     * Begins with what is there.
     *
     * @param present the occasions by id
     * @param position where one goes on who has read them all
     * @param isAnew whether this watcher had asked to go on, and cannot
     */
    void present(Map<String, WatchLiveOccasionsResponse> present, String position, boolean isAnew);

    /**
     * Goes on where this watcher had been; what it missed follows.
     *
     * @param ids what it may have heard of
     * @param position where one goes on, where nothing was missed; empty where what follows says it
     */
    void goOn(Collection<String> ids, String position);

    /** Tells of a change. */
    void changed(WatchLiveOccasionsResponse event, String position);

    /** Whether it is over and can be forgotten. */
    boolean isOver();
}
