package io.kairoute.bench.process;

import java.util.List;

/** Holds a command to one core. */
public final class Pinned {
    private Pinned() {}

    /** The words to put before a command; none where the core is negative or there is no {@code taskset}. */
    public static List<String> to(final int core) {
        return core < 0 || !isPossible() ? List.of() : List.of("taskset", "-c", Integer.toString(core));
    }

    /** Moves all threads of this process to the cores of a list such as "1" or "0-3", where that is possible. */
    public static void moveSelf(final String cores) {
        if (!Tools.has("taskset")) {
            return;
        }
        final List<String> words = List.of(
                "taskset",
                "-a",
                "-c",
                "-p",
                cores,
                Long.toString(ProcessHandle.current().pid()));
        try (Child taskset = new Child("taskset", words, null)) {
            taskset.drain();
        }
    }

    /** Whether commands can be held to cores: there is {@code taskset} and more than one core. */
    public static boolean isPossible() {
        return Tools.has("taskset") && Runtime.getRuntime().availableProcessors() > 1;
    }
}
