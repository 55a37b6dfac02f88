package io.kairoute.gateway.control.call;

import io.kairoute.control.v1.LiveOccasionServiceGrpc;
import io.kairoute.gateway.api.AdminServices;
import io.kairoute.gateway.api.CallFaults;
import io.kairoute.gateway.api.stream.AnswerKind;
import io.kairoute.gateway.control.ControlMethods;
import io.kairoute.gateway.control.ControlPlane;
import org.slf4j.LoggerFactory;

/** Plugs the control plane's methods into the admin listener. */
public final class ControlServices {
    /** What a caller of the control plane, or of what it keeps, is told of a fault. */
    public static final CallFaults FAULTS = new CallFaults(
            LoggerFactory.getLogger(ControlServices.class),
            "control_call_failed",
            "CONTROL_LOG_FAILED",
            "Nothing was changed");

    private ControlServices() {}

    /** The services of a control plane. */
    public static AdminServices of(final ControlPlane plane) {
        final AdminServices services = new AdminServices();
        ControlMethods.addTo(services, plane, FAULTS);
        return services.addStream(
                LiveOccasionServiceGrpc.getWatchLiveOccasionsMethod(),
                AnswerKind.WATCH,
                call -> LiveWatch.begin(plane, call));
    }
}
