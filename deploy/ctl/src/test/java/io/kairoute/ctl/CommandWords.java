package io.kairoute.ctl;

import io.kairoute.ctl.access.Surroundings;
import io.kairoute.ctl.offline.InsightCommand;
import io.kairoute.ctl.offline.InsightPart;
import io.kairoute.ctl.offline.NodePart;
import io.kairoute.ctl.terminal.Screen;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Every command there is, as it is typed. */
public final class CommandWords {
    private CommandWords() {}

    /** The words of each command that this class path and the node's know of, groups too; "" for kairoute alone. */
    public static Stream<String> all() {
        final List<String> all = new ArrayList<>();
        collect(all, "", root());
        return all.stream()
                .filter(command -> InsightPart.find().isPresent()
                        || InsightCommand.typed(command.split(" ", -1)).isEmpty());
    }

    /** The command line with every command. */
    public static CommandLine root() {
        return Kairoute.commandLine(
                Screen.plain(OutputStream.nullOutputStream(), OutputStream.nullOutputStream()),
                new Surroundings(Map.of()),
                NodePart.find(),
                "completion");
    }

    private static void collect(final List<String> all, final String words, final CommandLine line) {
        all.add(words);
        line.getSubcommands().forEach((name, below) -> collect(all, (words + " " + name).strip(), below));
    }
}
