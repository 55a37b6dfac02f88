package io.kairoute.insight.statistics;

/** Why there is no figure. Each says what the sums lack, so that nobody takes the silence for "no difference". */
public enum NoAnswer {
    /** An arm without units. */
    NO_UNITS("an arm has no units"),
    /** An arm with one unit. */
    ONE_UNIT("an arm has one unit, and one unit alone has no variance"),
    /** No unit differs from another. */
    ZERO_VARIANCE("the units of an arm are all alike, so nothing tells a difference from chance"),
    /** A lift over nothing. */
    ZERO_BASELINE("the control arm's value is zero, and nothing is a share of zero"),
    /** A ratio over nothing. */
    ZERO_DENOMINATOR("an arm's sum of what the ratio is per is zero"),
    /** A quantile whose bounds are one value. */
    EQUAL_BOUNDS("the bounds of an arm's quantile are equal, so they tell no uncertainty"),
    /** A quantile that lies beyond the values. */
    TOO_FEW_FOR_QUANTILE("an arm has too few values for the bounds of this quantile"),
    /** Values of one cluster. */
    ONE_CLUSTER("the values of an arm come from one cluster, and one alone has no variance"),
    /** Curves that end early. */
    UNOBSERVED("nobody of an arm was observed until the end of the window; take a shorter one"),
    /** A quantile of times that was not reached. */
    TOO_FEW_RELIEVED("too few were relieved by the end of the window"),
    /** No two arms that were to get a share. */
    ONE_ARM("fewer than two arms have a weight"),
    /** Numbers that a computer does not hold. */
    TOO_LARGE("the sums are too large to be computed with"),
    /** An effect that no number of units shows. */
    TOO_SMALL_AN_EFFECT("no number of units that can be counted shows so small an effect"),
    /** Units that show no effect of any size. */
    TOO_FEW_UNITS("so few units show no effect of any size"),
    /** An interval around a value that is as likely as not. */
    NOTHING_LEFT("the corrected p is 1, so the interval would have no end");

    private final String sentence;

    NoAnswer(final String sentence) {
        this.sentence = sentence;
    }

    /** What it says to a person: the part of a sentence after "because". */
    public String sentence() {
        return sentence;
    }
}
