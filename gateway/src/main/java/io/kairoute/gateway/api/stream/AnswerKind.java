package io.kairoute.gateway.api.stream;

/** What the answers of a call are to each other. */
public enum AnswerKind {
    /** Each tells of something new, for as long as the caller stays; a slow one may miss what is out of date. */
    WATCH,
    /** All of them together are the result. */
    PARTS,
    /** The last one is the result; those before it say how far it is. */
    PROGRESS
}
