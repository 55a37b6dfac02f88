package io.kairoute.router.snapshot;

/**
 * One tenant's compiled revision plus the live occasions, overrides and segment set that apply to it. Immutable.
 */
public final class Snapshot {}
