package io.kairoute.node.doctor;

/**
 * One thing that was looked at. Immutable.
 *
 * @param about what was looked at
 * @param found what was seen, without a full stop
 * @param todo what to do; empty where nothing is
 */
record Finding(State state, String about, String found, String todo) {
    /** How it is. */
    enum State {
        /** As it should be. */
        OK,
        /** Nothing is wrong yet. */
        WARN,
        /** Something is wrong. */
        FAULT
    }
}
