package io.kairoute.gateway.control;

import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.WatchLiveOccasionsResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A watcher that keeps what it hears, as the event and the id. Thread-confined: owned by the test. */
final class HeardEvents implements OccasionWatcher {
    private final List<String> events = new ArrayList<>();
    private final List<String> positions = new ArrayList<>();
    private boolean isAnew;
    private boolean isOver;

    static WatchLiveOccasionsResponse event(final String event, final String id) {
        return WatchLiveOccasionsResponse.newBuilder()
                .setEvent(event)
                .setLiveOccasion(LiveOccasion.newBuilder().setId(id))
                .build();
    }

    /** All that was heard. */
    List<String> events() {
        return List.copyOf(events);
    }

    /** What was heard since the last time, which is forgotten now. */
    List<String> take() {
        final List<String> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    /** Where it is. */
    String position() {
        return positions.get(positions.size() - 1);
    }

    /** Where it was, behind one event after the other. */
    List<String> positions() {
        return List.copyOf(positions);
    }

    /** Whether it had to forget what it heard before. */
    boolean isAnew() {
        return isAnew;
    }

    /** It goes away. */
    void end() {
        isOver = true;
    }

    @Override
    public void present(
            final Map<String, WatchLiveOccasionsResponse> present, final String position, final boolean anew) {
        present.values().forEach(this::heard);
        positions.add(position);
        isAnew = anew;
    }

    @Override
    public void goOn(final Collection<String> ids, final String position) {
        if (!position.isEmpty()) {
            positions.add(position);
        }
    }

    @Override
    public void changed(final WatchLiveOccasionsResponse event, final String position) {
        heard(event);
        positions.add(position);
    }

    private void heard(final WatchLiveOccasionsResponse event) {
        events.add(event.getEvent() + " " + event.getLiveOccasion().getId());
    }

    @Override
    public boolean isOver() {
        return isOver;
    }
}
