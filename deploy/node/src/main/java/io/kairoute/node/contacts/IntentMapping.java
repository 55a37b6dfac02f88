package io.kairoute.node.contacts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What free text means: phrases, each with how surely it tells an intent.
 *
 * @param column the column with the text
 * @param least below this an intent is not mentioned
 * @param alternatives how many runner-ups are mentioned at most, 0 to 8
 * @param rules one for each intent; of two that are equally sure, the earlier one wins
 */
public record IntentMapping(
        @JsonProperty("column") String column,
        @JsonProperty("least") double least,
        @JsonProperty("alternatives") int alternatives,
        @JsonProperty("rules") List<Rule> rules) {

    /** Checks bounds. */
    public IntentMapping {
        if (column == null || rules == null || rules.isEmpty()) {
            throw new IllegalArgumentException("give column and at least one of rules");
        }
        if (!(least >= 0 && least <= 1) || alternatives < 0 || alternatives > 8) {
            throw new IllegalArgumentException("least is 0 to 1, alternatives 0 to 8");
        }
        rules = List.copyOf(rules);
        if (rules.stream().map(Rule::intent).distinct().count() != rules.size()) {
            throw new IllegalArgumentException("an intent has two rules");
        }
    }

    /**
     * The phrases of one intent.
     *
     * @param phrases whole words; a trailing {@code *} fits any ending; each with a confidence, 0 to 1
     */
    public record Rule(
            @JsonProperty("intent") String intent,
            @JsonProperty("phrases") Map<String, Double> phrases) {

        /** Checks bounds. */
        public Rule {
            if (intent == null || phrases == null || phrases.isEmpty()) {
                throw new IllegalArgumentException("give intent and at least one of phrases");
            }
            phrases = Collections.unmodifiableMap(new LinkedHashMap<>(phrases));
            phrases.forEach((phrase, confidence) -> {
                if (confidence == null || !(confidence >= 0 && confidence <= 1)) {
                    throw new IllegalArgumentException("the confidence of \"" + phrase + "\" is not 0 to 1");
                }
            });
        }
    }
}
