package io.kairoute.gateway.control.call;

import io.kairoute.control.v1.WatchLiveOccasionsRequest;
import io.kairoute.control.v1.WatchLiveOccasionsResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.api.StreamedCall;
import io.kairoute.gateway.api.stream.AnswerPace;
import io.kairoute.gateway.api.stream.LatestAnswers;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.OccasionWatcher;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * One caller that watches live occasions, until it goes away. A slow one is told of the newest state of each.
 *
 * <p>Thread-safe: the control thread offers, the call's event loop takes.
 */
final class LiveWatch implements OccasionWatcher {
    private static final Set<String> LAST = Set.of("RESOLVED", "EXPIRED");

    private final LatestAnswers answers;

    private LiveWatch(final ControlPlane plane, final Call actor, final String tenant) {
        answers = new LatestAnswers(() -> {
            final var unused = plane.unwatch(actor, tenant, this);
        });
    }

    /** Begins with the call's one message. */
    static void begin(final ControlPlane plane, final StreamedCall call) {
        final String tenant = ((WatchLiveOccasionsRequest) call.message()).getTenant();
        final Call actor = call.caller();
        final LiveWatch watch = new LiveWatch(plane, actor, tenant);
        call.answer(watch.answers, AnswerPace.WATCH);
        final var unused = plane.watch(actor, tenant, call.lastPosition(), watch)
                .whenComplete((done, fault) -> {
                    if (fault != null) {
                        watch.answers.refuse(ControlServices.FAULTS.refusalOf(fault));
                    } else if (watch.isOver()) {
                        final var unusedToo = plane.unwatch(actor, tenant, watch);
                    }
                });
    }

    @Override
    public void present(
            final Map<String, WatchLiveOccasionsResponse> present, final String position, final boolean isAnew) {
        answers.present(present, position, isAnew);
    }

    @Override
    public void goOn(final Collection<String> ids, final String position) {
        answers.goOn(ids, position);
    }

    @Override
    public void changed(final WatchLiveOccasionsResponse event, final String position) {
        answers.tell(event.getLiveOccasion().getId(), event, position, LAST.contains(event.getEvent()));
    }

    @Override
    public boolean isOver() {
        return answers.isOver();
    }
}
