package io.kairoute.insight.stats;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.terminal.PlainValues;
import io.kairoute.ctl.terminal.Screen;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads one form, and writes its figures. Where the sums give none, the answer says why; that is an answer, too, and no failure. */
abstract class FiguresCommand implements Callable<Integer> {
    /** How figures are written. */
    enum Format {
        JSON,
        YAML
    }

    private final Screen screen;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The form, as JSON. Default: standard input.")
    private @Nullable Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "json",
            description = "json or yaml. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.JSON;

    FiguresCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        final Form form = FormFile.read(file);
        final Map<String, @Nullable Object> figures = figures(form);
        form.refuseUnknown();
        screen.out()
                .println(format == Format.YAML ? PlainValues.yaml(figures).stripTrailing() : PlainValues.json(figures));
        return ExitCode.DONE;
    }

    /** The figures of a form. */
    abstract Map<String, @Nullable Object> figures(Form form);
}
