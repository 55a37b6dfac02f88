package io.kairoute.gateway.route;

import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.Verdict;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Lets a request in whose headers are as they should be. */
final class CallEntry {
    private CallEntry() {}

    /** Who calls, where that caller may route and the loop takes one more call on; null where the request was refused here. */
    static @Nullable Caller admitted(
            final RouteLane lane,
            final HttpServerRequest request,
            final CallKind kind,
            final BiFunction<HttpServerResponse, Refusal, Future<Void>> spelling) {
        final Verdict verdict = lane.judge(request);
        final Caller caller = verdict.caller();
        final Refusal refusal =
                caller == null ? verdict.refusal() : lane.turns().admit(caller.tenant(), lane.nanoTime());
        if (caller == null || refusal != null) {
            RefusedCall.answer(lane, request, kind, refusal == null ? Refusal.fault() : refusal, spelling);
            return null;
        }
        return caller;
    }
}
