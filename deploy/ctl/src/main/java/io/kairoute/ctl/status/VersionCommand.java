package io.kairoute.ctl.status;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells which Kairoute on which Java this command line is. */
@Command(
        name = "version",
        description = "Tells which Kairoute on which Java this is; kairoute status tells of a running node.")
public final class VersionCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** The command. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new VersionCommand(screen));
    }

    VersionCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        final Map<String, Object> version = new LinkedHashMap<>();
        version.put("version", VersionText.ofProduct());
        version.put("java", Runtime.version().toString());
        version.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        output.show(screen, version, () -> {
            for (final String line : new VersionText().getVersion()) {
                screen.say(line);
            }
        });
        return ExitCode.DONE;
    }
}
