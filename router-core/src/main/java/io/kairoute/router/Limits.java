package io.kairoute.router;

/** Every stated maximum, in one place. Each is checked where the thing enters, and answered with a clear error. */
public final class Limits {
    /** Tenants of one node. */
    public static final int TENANTS = 1_024;
    /** Occasions of one table. */
    public static final int OCCASIONS = 1_024;
    /** Signal rules of one table. */
    public static final int SIGNAL_RULES = 4_096;
    /** Tuning rules of one table. */
    public static final int TUNING_RULES = 4_096;
    /** Protections of one table. */
    public static final int PROTECTIONS = 256;
    /** Tiers of one table or segment set. */
    public static final int TIERS = 64;
    /** Queues of one table. */
    public static final int QUEUES = 4_096;
    /** Different platforms for which the queues of one table have references. */
    public static final int PLATFORMS = 256;
    /** Scripts of one table. */
    public static final int SCRIPTS = 4_096;
    /** Calendars of one table. */
    public static final int CALENDARS = 256;
    /** Experiments of one table. */
    public static final int EXPERIMENTS = 256;
    /** Arms of one experiment. */
    public static final int ARMS = 8;
    /** Layers of one table. */
    public static final int LAYERS = 256;
    /** Metrics that one table defines. */
    public static final int METRICS = 1_024;
    /** Overflow rules of one queue or treatment. */
    public static final int OVERFLOW_RULES = 64;
    /** Live occasions of one tenant at one time. */
    public static final int LIVE_OCCASIONS = 1_024;
    /** Values of one scope list of a live occasion. */
    public static final int SCOPE_VALUES = 256;
    /** Distinct values of one attribute over all rules of a table. */
    public static final int VALUES_PER_ATTRIBUTE = 65_536;

    /**
     * Different values that all rules of a table ask about, over all attributes and labels. Each may cost a row of one bit
     * per rule, so that this bounds the memory of a compiled table: 64 MiB of rows with 4,096 rules.
     */
    public static final int RULE_VALUES = 131_072;

    /**
     * Values that all rules of a table list, over all attributes and labels, each as often as it stands there. Reading,
     * checking and compiling each costs a microsecond or two, so that this bounds the time of a table.
     */
    public static final int LISTED_VALUES = 500_000;
    /** Label names that the rules of one stage read. */
    public static final int RULE_LABELS = 32;
    /** Calendars that the rules of one stage read. */
    public static final int RULE_CALENDARS = 32;
    /** Levels of a region such as {@code AU-VIC-3000} (three). */
    public static final int REGION_LEVELS = 8;
    /** Distinct values of one profile attribute in one segment set. */
    public static final int PROFILE_VALUES = 255;

    /** Customers of one tenant that are corrected beside its segment sets. */
    public static final int CORRECTED_CUSTOMERS = 100_000;

    /** Bytes of a customer key or contact id. */
    public static final int KEY_BYTES = 128;
    /** Bytes of any other string. */
    public static final int STRING_BYTES = 255;
    /** Labels of one request. */
    public static final int LABELS = 16;
    /** Bytes of a label's name. */
    public static final int LABEL_NAME_BYTES = 64;
    /** Bytes of a label's value. */
    public static final int LABEL_VALUE_BYTES = 255;
    /** Bytes of one request message, on every protocol. */
    public static final int REQUEST_BYTES = 16 * 1024;
    /** Bytes of one response message: holds every string of an answer at its own limit. */
    public static final int RESPONSE_BYTES = 64 * 1024;
    /** The room that a response is written in without being copied: it is written in steps of up to this much more. */
    public static final int RESPONSE_ROOM = RESPONSE_BYTES + 4 * Long.BYTES;
    /** Bytes of one table document. */
    public static final int TABLE_BYTES = 16 * 1024 * 1024;

    /** Levels of nesting in one table document; a full table needs nine. */
    public static final int TABLE_DEPTH = 32;
    /** Values of one table document: keys, lists, mappings and what they hold. */
    public static final int TABLE_NODES = 2_000_000;
    /** Uses of an anchored list or mapping in one table document. */
    public static final int TABLE_ALIASES = 50;
    /** Problems of each severity that one report lists. */
    public static final int PROBLEMS = 10_000;

    /** Steps of one ladder. */
    public static final int LADDER_STEPS = 8;
    /** Moves of one overflow chain. */
    public static final int OVERFLOW_MOVES = 8;
    /** Selectors of one treatment. */
    public static final int SELECTORS = 16;
    /** Alternatives of one request. */
    public static final int ALTERNATIVES = 8;
    /** Alternate keys of one request. */
    public static final int ALTERNATE_KEYS = 4;
    /** Rule ids that one answer carries. */
    public static final int RULE_IDS = 32;
    /** Revisions that are kept compiled, unless somebody sets another number. */
    public static final int KEPT_REVISIONS = 16;
    /** Revisions that can be kept compiled. */
    public static final int MOST_KEPT_REVISIONS = 64;
    /** Bytes of a preferred agent's id in a profile. */
    public static final int PREFERRED_AGENT_BYTES = 31;

    static {
        if (LABELS * (LABEL_NAME_BYTES + LABEL_VALUE_BYTES + 8) > REQUEST_BYTES) {
            throw new AssertionError("a request cannot hold its labels");
        }
        if (RULE_IDS * (STRING_BYTES + 4)
                        + LADDER_STEPS * 4 * STRING_BYTES
                        + SELECTORS * 3 * STRING_BYTES
                        + LABELS * (LABEL_NAME_BYTES + LABEL_VALUE_BYTES + 8)
                        + 32 * STRING_BYTES
                > RESPONSE_BYTES) {
            throw new AssertionError("a response cannot hold its strings");
        }
    }

    private Limits() {}
}
