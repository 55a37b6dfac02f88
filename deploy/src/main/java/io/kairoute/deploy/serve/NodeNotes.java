package io.kairoute.deploy.serve;

/** Takes what a node has to say while it starts, in sentences for a person. Thread-safe. */
@FunctionalInterface
public interface NodeNotes {
    /** Takes one sentence. */
    void say(String sentence);
}
