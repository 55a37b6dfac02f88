package io.kairoute.bench.decision;

/** The steps of a decision, in the order in which they run; the name is how the cost ladder shows them. */
public enum Step {
    /** Taking the next contact: what the measuring itself costs. */
    NOTHING("nothing (the loop itself)"),
    /** One pass over the request's bytes. */
    WRAP("read the request"),
    /** The tenant and its snapshot. */
    ADMIT("admit: tenant, snapshot"),
    /** Signals, reset of what the contact before left. */
    SIGNALS("signals"),
    /** Words to positions. */
    VOCABULARY("words to values"),
    /** Step 1. */
    OCCASION("1 occasion"),
    /** Step 2. */
    SEGMENT("2 segment"),
    /** Step 3. */
    TREATMENT("3 treatment, experiment"),
    /** Step 4. */
    TUNING("4 tuning"),
    /** Step 5. */
    GUARDRAILS("5 guardrails"),
    /** Step 6. */
    AVAILABILITY("6 availability"),
    /** Step 7. */
    LANGUAGE("7 language"),
    /** The decision's id. */
    DECISION_ID("decision id"),
    /** The answer's bytes. */
    ANSWER("write the answer");

    private final String title;

    Step(final String title) {
        this.title = title;
    }

    /** How it is shown. */
    public String title() {
        return title;
    }
}
