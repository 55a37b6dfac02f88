package io.kairoute.gateway.node;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Who has a data directory while a node runs.
 *
 * @param directory where it is, or shall be
 * @param purpose what the directory's lock says of this process
 * @param notes takes what there is to say while the node starts and stops, in sentences for a person; any thread may call it
 */
public record DataOwner(Path directory, String purpose, Consumer<String> notes) {
    /** Whether it is the demo, which shows a company that is made up. */
    boolean isDemo() {
        return purpose.equals("kairoute demo");
    }
}
