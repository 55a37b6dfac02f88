package io.kairoute.router.snapshot;

import java.util.List;

/**
 * What people call the things that a compiled table knows by position; for explanations, never read on the path.
 * Immutable.
 *
 * @param scriptLanguages by script, the languages of its variants
 * @param messages by number, the message's id
 * @param ladders by number, the ladder in one line
 * @param selectors by number, the selectors in one line
 * @param slots by slot from the first label on, {@code labels.NAME} and then {@code calendar.ID}
 */
public record Names(
        List<String> occasions,
        List<String> tiers,
        List<String> queues,
        List<String> scripts,
        List<List<String>> scriptLanguages,
        List<String> messages,
        List<String> ladders,
        List<String> selectors,
        List<ExperimentNames> experiments,
        List<String> signalRules,
        List<String> tuningRules,
        List<String> protections,
        List<String> slots) {

    /** An experiment's id, and those of its arms. */
    public record ExperimentNames(String id, List<String> arms) {}
}
