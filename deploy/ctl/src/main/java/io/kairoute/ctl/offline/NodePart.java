package io.kairoute.ctl.offline;

import io.kairoute.ctl.terminal.Screen;
import java.util.ServiceLoader;
import picocli.CommandLine;

/** What the node's jar adds to the command line. */
public interface NodePart {
    /** The part that lies in this class path; one that can do nothing where none does. */
    static NodePart find() {
        return ServiceLoader.load(NodePart.class).findFirst().orElseGet(NoNodePart::new);
    }

    /**
     * Makes sure that a command can be run.
     *
     * @throws io.kairoute.ctl.outcome.Refusal where it cannot
     */
    void need(NodeCommand command);

    /** A command; where it cannot be run, what lists of commands show of it. */
    CommandLine command(NodeCommand command, Screen screen);

    /** Whether the message of a failure is a sentence for a person: what, where, what to do. */
    boolean isForPeople(Throwable failure);

    /** Work on a data directory. */
    OfflineWork offline();
}
