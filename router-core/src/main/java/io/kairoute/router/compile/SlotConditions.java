package io.kairoute.router.compile;

import java.util.Map;

/**
 * One rule's conditions in terms of slots and values.
 *
 * @param when by slot, the values of which one must be there
 * @param unless by slot, the values of which none may be there
 */
record SlotConditions(Map<Integer, int[]> when, Map<Integer, int[]> unless) {}
