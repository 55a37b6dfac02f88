package io.kairoute.gateway.control.state;

/**
 * Where in the log a live occasion changed, which tells a watcher that comes back what it missed. Immutable.
 *
 * @param declared the sequence of its declaration
 * @param newest the sequence of its newest declaration, extension or resolution
 */
public record LiveMark(long declared, long newest) {}
