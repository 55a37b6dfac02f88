package io.kairoute.ctl.queues;

import io.kairoute.control.v1.QueueOverride;
import java.util.Arrays;

/** What an override does with a queue. */
enum Hold {
    /** In spite of its calendar. */
    OPEN("It takes contacts, whatever its calendar says."),
    /** In spite of its calendar. */
    CLOSED("Contacts go where the table sends them while it is closed."),
    /** To another queue. */
    REDIRECT("Contacts go there instead."),
    /** With what the table offers in a rush. */
    SURGE("Contacts are treated as the table says for a surge.");

    private final String effect;

    Hold(final String effect) {
        this.effect = effect;
    }

    /** What an override does, in a sentence; empty where only a newer version knows. */
    static String effect(final QueueOverride override) {
        return Arrays.stream(values())
                .filter(one -> one.name().equals(override.getKind()))
                .map(one -> one.effect)
                .findFirst()
                .orElse("");
    }
}
