package io.kairoute.router.table;

/** One entry of the metric dictionary. */
public record MetricDefinition(String id, String lens, String unit, String window, String owner) {}
