package io.kairoute.router.segment;

/**
 * The attributes of a profile whose values are words. A record holds an ordinal, 1 to 255, into the set's list of words;
 * 0 means not known.
 */
public enum ProfileAttribute {
    /** The tier. */
    TIER("tier"),
    /** The sub-tier. */
    SUB_TIER("sub_tier"),
    /** The lifecycle stage. */
    LIFECYCLE("lifecycle"),
    /** The value band. */
    VALUE_BAND("value_band"),
    /** The churn band. */
    CHURN_BAND("churn_band"),
    /** The health band. */
    HEALTH_BAND("health_band"),
    /** The customer's language. */
    LANGUAGE("language"),
    /** The channel that the customer prefers. */
    PREFERRED_CHANNEL("preferred_channel"),
    /** The risks; a set, kept as bits rather than as one ordinal. */
    RISK("risk");

    private final String key;

    ProfileAttribute(final String key) {
        this.key = key;
    }

    /** The spelling in mappings and set headers. */
    public String key() {
        return key;
    }
}
