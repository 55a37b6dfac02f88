package io.kairoute.node.logging;

/** What a line looks like. Thread-safe. */
@FunctionalInterface
interface LineForm {
    /** The line, with the break at its end. */
    String text(LogLine line);
}
