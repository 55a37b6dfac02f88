package io.kairoute.gateway.control;

import io.kairoute.gateway.control.state.DoneRequest;

/**
 * What a change came to that is part of the state. Immutable.
 *
 * @param done what its answer is made of
 * @param isRepeated whether the same request was done before, and nothing is changed now
 */
record Outcome(DoneRequest done, boolean isRepeated) {}
