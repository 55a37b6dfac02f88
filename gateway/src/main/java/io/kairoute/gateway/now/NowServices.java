package io.kairoute.gateway.now;

import io.kairoute.control.v1.NowServiceGrpc;
import io.kairoute.gateway.api.AdminServices;
import io.kairoute.gateway.api.stream.AnswerKind;
import io.kairoute.gateway.control.call.ControlServices;

/** Plugs what happens now, and what was counted, into the admin listener. */
public final class NowServices {
    private NowServices() {}

    /** Adds the methods; returns {@code services}. */
    public static AdminServices addTo(final AdminServices services, final NowSource source, final NowBoards boards) {
        return services.addStream(NowServiceGrpc.getWatchNowMethod(), AnswerKind.WATCH, boards::watch)
                .add(NowServiceGrpc.getGetRatesMethod(), ControlServices.FAULTS.around(new Rates(source.tally())::get));
    }
}
