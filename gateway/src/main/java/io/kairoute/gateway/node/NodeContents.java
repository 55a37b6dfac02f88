package io.kairoute.gateway.node;

/** What a node serves, before it is opened. */
@FunctionalInterface
public interface NodeContents {
    /**
     * Opens it, before anything of the listeners is open.
     *
     * @param opened takes each part as it is opened, and closes it after the listeners
     */
    Served open(Closing opened);
}
