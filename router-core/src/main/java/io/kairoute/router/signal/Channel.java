package io.kairoute.router.signal;

/** The channels by which contacts come. */
public enum Channel {
    /** A call. */
    VOICE,
    /** A chat. */
    CHAT,
    /** A message, such as a text. */
    MESSAGE,
    /** An e-mail. */
    EMAIL,
    /** A task without a live contact. */
    TASK,
    /** A call that was promised. */
    CALLBACK
}
