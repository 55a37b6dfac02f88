package io.kairoute.ctl.help;

import java.util.List;
import java.util.Set;

/**
 * Which commands are wanted, by the words that were typed: to make a command takes longer than many a call, so only those are made.
 * Immutable.
 *
 * @param words what is typed after the name of a group; empty where every command in it is wanted
 */
public record Wanted(List<String> words) {
    /** Every command. */
    public static final Wanted ALL = new Wanted(List.of());

    /** The one of some names that is wanted alone; empty where all of them are. */
    String alone(final Set<String> names) {
        return !words.isEmpty() && names.contains(words.get(0)) ? words.get(0) : "";
    }

    /** Whether a name is the first word. */
    public boolean begins(final String name) {
        return !words.isEmpty() && words.get(0).equals(name);
    }

    /** What is wanted below the first word. */
    public Wanted below() {
        return words.isEmpty() ? ALL : new Wanted(words.subList(1, words.size()));
    }
}
