package io.kairoute.router.table;

/**
 * A part of a table with its place. Immutable.
 *
 * @param path where it stands
 * @param index its position in its list
 */
public record Located<T>(TablePath path, int index, T part) {}
