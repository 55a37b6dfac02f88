package io.kairoute.router.snapshot;

import io.kairoute.router.key.ByteKeyIndex;
import io.kairoute.router.rule.RuleMatrix;

/**
 * The occasions of one table, by their position, which is their precedence. Immutable; arrays are not to be written.
 *
 * @param ids the ids, by position
 * @param clearAtBp the confidence from which each is CLEAR
 * @param ambiguousAtBp the confidence from which each is AMBIGUOUS
 * @param marginBp the lead that each needs over the best runner-up
 * @param signals the signal rules
 * @param ruleOccasion the occasion that each rule points to
 * @param ruleConfidenceBp the confidence of each rule
 * @param ruleNamesIntent whether each rule's confidence is weighed by the intent's
 * @param intentOccasions for each intent that rules name, the occasions that these rules point to
 * @param defaultOccasion the occasion of band NONE
 */
@SuppressWarnings("ArrayRecordComponent") // compiled form: the arrays are the point, and equality is never asked
public record OccasionTable(
        ByteKeyIndex ids,
        int[] clearAtBp,
        int[] ambiguousAtBp,
        int[] marginBp,
        RuleMatrix signals,
        int[] ruleOccasion,
        int[] ruleConfidenceBp,
        boolean[] ruleNamesIntent,
        int[][] intentOccasions,
        int defaultOccasion) {}
