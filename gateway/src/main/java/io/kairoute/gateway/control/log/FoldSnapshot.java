package io.kairoute.gateway.control.log;

/**
 * A fold as of one entry, so that a start need not read the entries before it. Immutable; the array is not to be written.
 *
 * @param position the sequence of the last entry that is folded in
 * @param state the fold, in the form of whoever folds
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record FoldSnapshot(long position, byte[] state) {}
