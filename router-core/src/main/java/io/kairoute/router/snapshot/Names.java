package io.kairoute.router.snapshot;

import java.util.List;

/**
 * What people call the things that a compiled table knows by position; for explanations, never read on the path.
 * Immutable.
 *
 * @param slots by slot from the first label on, {@code labels.NAME} and then {@code calendar.ID}
 */
public record Names(
        List<String> occasions,
        List<String> tiers,
        List<String> queues,
        List<String> scripts,
        List<String> signalRules,
        List<String> tuningRules,
        List<String> protections,
        List<String> slots) {}
