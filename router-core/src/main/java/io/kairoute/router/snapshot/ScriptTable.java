package io.kairoute.router.snapshot;

import io.kairoute.router.key.ByteKeyIndex;

/**
 * The language variants of every script of a table. Immutable; arrays are not to be written.
 *
 * @param tags every language tag that some script has, normalized
 * @param languages by script, its variants as positions in {@code tags}, in the script's order
 * @param defaultVariant by script, the position of its default variant
 */
@SuppressWarnings("ArrayRecordComponent") // compiled form: the arrays are the point, and equality is never asked
public record ScriptTable(ByteKeyIndex tags, int[][] languages, int[] defaultVariant) {}
