package io.kairoute.node.byhand;

import io.kairoute.routing.v1.LadderStep;
import io.kairoute.routing.v1.Selector;
import java.util.List;

/** A treatment whose fields are simply set. */
final class TreatmentByHand {
    String queue = "general";
    String script = "general-help";
    int priority = 40;
    long slaMs = 60_000;
    String message = "";
    String offer = "none";
    int effort = 3;
    long preferredWaitMs;
    boolean pinned;
    List<LadderStep> ladder = List.of();
    List<Selector> selectors = List.of();
}
