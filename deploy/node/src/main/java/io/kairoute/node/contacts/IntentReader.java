package io.kairoute.node.contacts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Reads intents out of free text by phrases, standing in for a platform's language understanding.
 *
 * <p>Immutable.
 */
public final class IntentReader {
    private final IntentMapping mapping;
    private final List<Candidate> candidates;

    /** Prepares the phrases of a mapping. */
    public IntentReader(final IntentMapping mapping) {
        this.mapping = mapping;
        candidates = mapping.rules().stream()
                .map(rule -> new Candidate(
                        rule.intent(),
                        rule.phrases().entrySet().stream()
                                .map(entry -> Phrase.of(entry.getKey(), entry.getValue()))
                                .toList()))
                .toList();
    }

    /**
     * What the text may mean, the surest first, at most the intent and the alternatives that the mapping allows; empty when
     * it tells nothing.
     */
    public List<Reading> read(final String text) {
        final String words = words(text);
        final List<Reading> readings = new ArrayList<>();
        for (final Candidate candidate : candidates) {
            final double confidence = candidate.confidence(words);
            if (confidence > 0 && confidence >= mapping.least()) {
                readings.add(new Reading(candidate.intent(), confidence));
            }
        }
        // Stable: of two that are equally sure the earlier one stays first.
        readings.sort(Comparator.comparingDouble(Reading::confidence).reversed());
        return readings.subList(0, Math.min(readings.size(), 1 + mapping.alternatives()));
    }

    // Lower case, every run of other things than letters and digits one blank, a blank at either end.
    private static String words(final String text) {
        final StringBuilder words = new StringBuilder(text.length() + 2).append(' ');
        text.toLowerCase(Locale.ROOT).codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c)) {
                words.appendCodePoint(c);
            } else if (words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        });
        return words.charAt(words.length() - 1) == ' '
                ? words.toString()
                : words.append(' ').toString();
    }

    /** One thing that a text may mean. */
    public record Reading(String intent, double confidence) {}

    private record Candidate(String intent, List<Phrase> phrases) {
        double confidence(final String words) {
            double surest = 0;
            for (final Phrase phrase : phrases) {
                if (phrase.confidence() > surest && words.contains(phrase.needle())) {
                    surest = phrase.confidence();
                }
            }
            return surest;
        }
    }

    private record Phrase(String needle, double confidence) {
        static Phrase of(final String phrase, final double confidence) {
            final String words = words(phrase);
            return new Phrase(phrase.endsWith("*") ? words.stripTrailing() : words, confidence);
        }
    }
}
