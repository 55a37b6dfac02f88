package io.kairoute.gateway.observe;

/** What costs too much to be looked at in a scrape, so that a node looks at it now and then; each is a gauge. */
public enum Figure {
    /** What may still be written. */
    DISK_FREE("kairoute_disk_free_bytes", "Bytes that may still be written to the disk of the data directory."),
    /** What the disk holds. */
    DISK_SIZE("kairoute_disk_size_bytes", "Bytes that the disk of the data directory holds."),
    /** Until a certificate ends; one that has ended is below 0. */
    CERTIFICATE_LEFT(
            "kairoute_certificate_left_seconds",
            "Time until the first certificate in a file of a listener ends; below 0 once it has ended."),
    /** How much the decision log holds. */
    DECISIONS("kairoute_decisions_bytes", "Bytes of a tenant's decision log."),
    /** Imports that run. */
    IMPORTS("kairoute_imports_running", "Imports of segment sets that run."),
    /** Revisions that cannot be compiled. */
    REVISIONS_REFUSED("kairoute_revisions_refused", "Published revisions that this node cannot compile."),
    /** Live occasions. */
    LIVE("kairoute_live_occasions", "Live occasions that have begun and not ended."),
    /** Until the first of them ends. */
    LIVE_LEFT(
            "kairoute_live_occasion_left_seconds",
            "Time until the first of the live occasions ends; without one, none."),
    /** Overrides of queues. */
    OVERRIDES("kairoute_queue_overrides", "Overrides of queues that have begun and not ended."),
    /** Until the first of them ends. */
    OVERRIDE_LEFT(
            "kairoute_queue_override_left_seconds", "Time until the first of the overrides ends; without one, none."),
    /** What is switched off. */
    SWITCH_OFF("kairoute_switch_off", "1 while a switch is off."),
    /** Queues by what is known of their state. */
    QUEUE_STATES("kairoute_queue_states", "Queues by what is known of their state: fresh, stale, or never reported."),
    /** How old the newest report is. */
    QUEUE_STATE_NEWEST(
            "kairoute_queue_state_newest_age_seconds",
            "Age of the newest state that any queue reported; without one, none."),
    /** How old the oldest report is. */
    QUEUE_STATE_OLDEST(
            "kairoute_queue_state_oldest_age_seconds",
            "Age of the state of the queue that has been silent for longest; without one, none.");

    private final String metric;
    private final String help;

    Figure(final String metric, final String help) {
        this.metric = metric;
        this.help = help;
    }

    /** The name of its metric. */
    public String metric() {
        return metric;
    }

    String help() {
        return help;
    }
}
