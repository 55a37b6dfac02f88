package io.kairoute.router.table;

/** A layer in which experiments exclude each other by bucket ranges. */
public record LayerDefinition(String id, String seed) {}
