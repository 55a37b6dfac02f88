package io.kairoute.insight.statistics;

/** What a metric is of its units. */
public enum Kind {
    /** The share of units that did it. */
    SHARE,
    /** The mean over units. */
    MEAN,
    /** One sum over units per another, as handle time per contact, where customers are the units. */
    RATIO
}
