package io.kairoute.node.doctor;

import io.kairoute.node.doctor.Finding.State;
import java.util.ArrayList;
import java.util.List;

/** Everything that was looked at, in that order. Thread-confined: owned by the command. */
final class Findings {
    private final List<Finding> all = new ArrayList<>();

    void ok(final String about, final String found) {
        all.add(new Finding(State.OK, about, found, ""));
    }

    void warn(final String about, final String found, final String todo) {
        all.add(new Finding(State.WARN, about, found, todo));
    }

    void fault(final String about, final String found, final String todo) {
        all.add(new Finding(State.FAULT, about, found, todo));
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    /** The worst of them. */
    State worst() {
        return all.stream().map(Finding::state).max(State::compareTo).orElse(State.OK);
    }
}
