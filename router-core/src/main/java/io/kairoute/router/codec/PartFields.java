package io.kairoute.router.codec;

/**
 * The field numbers of the messages inside a RouteResponse, those of {@code kairoute/routing/v1/routing.proto}: a test proves
 * them equal to the generated messages.
 */
public final class PartFields {
    /** When a step of the ladder is taken. */
    public static final int STEP_AFTER_MS = 1;
    /** The queue that a step moves to. */
    public static final int STEP_QUEUE = 2;
    /** A step's new priority. */
    public static final int STEP_PRIORITY = 3;
    /** The script that a step changes to. */
    public static final int STEP_SCRIPT = 4;
    /** The offer that a step makes. */
    public static final int STEP_OFFER = 5;

    /** The agent's attribute that a selector asks for. */
    public static final int SELECTOR_KEY = 1;
    /** How a selector compares it. */
    public static final int SELECTOR_OP = 2;
    /** What a selector compares it with. */
    public static final int SELECTOR_VALUE = 3;
    /** How long a selector is in force. */
    public static final int SELECTOR_TTL_MS = 4;

    /** A label's name. */
    public static final int LABEL_NAME = 1;
    /** A label's value. */
    public static final int LABEL_VALUE = 2;

    private PartFields() {}
}
