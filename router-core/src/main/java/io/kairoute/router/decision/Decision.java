package io.kairoute.router.decision;

import io.kairoute.router.Limits;

/**
 * One decision in the making: each step writes its part, the last one turns it into bytes.
 *
 * <p>A plain struct with public fields, since it has one owner and no invariant that a method could keep: what the steps
 * promise each other stands with the fields. Positions are those of the table's lists; -1 stands for none. What is one of a few
 * words is held as its ordinal, since a collector has to hear of every reference that is written.
 *
 * <p>Thread-confined: owned by its router.
 */
public final class Decision {
    /** None of the table's. */
    public static final int NONE = -1;

    private static final Band[] BANDS = Band.values();
    private static final OccasionSource[] OCCASION_SOURCES = OccasionSource.values();
    private static final SegmentSource[] SEGMENT_SOURCES = SegmentSource.values();

    /** What was odd, bits of {@link Flag}. */
    public int flags;
    /** What changed something, bits of {@link Guardrail}. */
    public int guardrails;
    /** Why this is a fallback, bits of {@link FallbackCause}; 0 when it is none. */
    public int causes;

    /** The winning occasion, or the default one. */
    public int occasion;
    /** How sure it is, basis points. */
    public int confidenceBp;

    /** The tier that counts. */
    public int tier;
    /** Whether a profile was found, whatever it may be used for: its risks count for protections. */
    public boolean hasProfile;
    /** Bytes of the preferred agent's id; 0 where there is none, or it may not influence the decision. */
    public int preferredAgentLength;
    /** Whether a set is open, so that its version and age are told. */
    public boolean hasSegmentSet;
    /** The age of its data, seconds. */
    public long segmentAgeS;

    /** The treatment, by {@link TreatmentFields}. */
    public final long[] treatment = new long[TreatmentFields.COUNT];

    /** The experiment, or {@link #NONE}. */
    public int experiment;
    /** The arm's position in the experiment, or {@link #NONE}. */
    public int arm;
    /** Whether the contact is in the holdout. */
    public boolean holdout;

    /** The queue taken. */
    public int queue;
    /** The wait to expect there, milliseconds; -1 for not known. */
    public long expectedWaitMs;
    /** The variant of the script, by its position in the script's list. */
    public int scriptVariant;

    /** Signal rules first, as rule positions; tuning rules follow from {@link #signalRuleCount} on. */
    public final int[] ruleIds = new int[Limits.RULE_IDS];
    /** How many entries of {@link #ruleIds} are signal rules. */
    public int signalRuleCount;
    /** How many entries of {@link #ruleIds} are used. */
    public int ruleIdCount;
    /** How many rules there were. */
    public int ruleCount;

    private int band;
    private int occasionSource;
    private int segmentSource;

    /** Starts with nothing decided. */
    public Decision() {
        reset();
    }

    /** Forgets the decision before. */
    public void reset() {
        flags = 0;
        guardrails = 0;
        causes = 0;
        band(Band.NONE);
        occasionSource(OccasionSource.DEFAULT);
        confidenceBp = 0;
        segmentSource(SegmentSource.DEFAULT);
        hasProfile = false;
        preferredAgentLength = 0;
        hasSegmentSet = false;
        segmentAgeS = 0;
        experiment = NONE;
        arm = NONE;
        holdout = false;
        expectedWaitMs = NONE;
        signalRuleCount = 0;
        ruleIdCount = 0;
        ruleCount = 0;
    }

    /** The band of stage one. */
    public Band band() {
        return BANDS[band];
    }

    /** Sets the band. */
    public void band(final Band value) {
        band = value.ordinal();
    }

    /** Whether the occasion leads. */
    public boolean isClear() {
        return band == Band.CLEAR.ordinal();
    }

    /** Where the occasion came from. */
    public OccasionSource occasionSource() {
        return OCCASION_SOURCES[occasionSource];
    }

    /** Sets where the occasion came from. */
    public void occasionSource(final OccasionSource value) {
        occasionSource = value.ordinal();
    }

    /** By what the tier was found. */
    public SegmentSource segmentSource() {
        return SEGMENT_SOURCES[segmentSource];
    }

    /** Sets by what the tier was found. */
    public void segmentSource(final SegmentSource value) {
        segmentSource = value.ordinal();
    }

    /** Raises a flag. */
    public void raise(final Flag flag) {
        flags |= flag.bit();
    }

    /** Records that a guardrail changed something. */
    public void record(final Guardrail guardrail) {
        guardrails |= guardrail.bit();
    }

    /** Adds a cause for being a fallback. */
    public void fallBack(final FallbackCause cause) {
        causes |= cause.bit();
    }

    /** Counts a signal rule of the winning occasion. */
    public void addSignalRule(final int rule) {
        addRule(rule);
        signalRuleCount = ruleIdCount;
    }

    /** Counts a tuning rule that changed a field. */
    public void addTuningRule(final int rule) {
        addRule(rule);
    }

    private void addRule(final int rule) {
        if (ruleIdCount < ruleIds.length) {
            ruleIds[ruleIdCount++] = rule;
        }
        ruleCount++;
    }
}
