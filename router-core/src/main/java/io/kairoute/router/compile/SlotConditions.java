package io.kairoute.router.compile;

import java.util.Map;

/**
 * One rule's conditions in terms of slots and values. Of a region or language only what the rule lists stands here; what lies below it
 * follows from the vocabulary.
 *
 * @param when by slot, the values of which one must be there
 * @param unless by slot, the values of which none may be there
 */
record SlotConditions(Map<Integer, ValueRanges> when, Map<Integer, ValueRanges> unless) {}
