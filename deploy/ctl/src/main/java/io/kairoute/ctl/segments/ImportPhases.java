package io.kairoute.ctl.segments;

import io.kairoute.ctl.terminal.Progress;
import io.kairoute.ctl.terminal.Screen;
import org.jspecify.annotations.Nullable;

/** Shows an import as one bar after the other, one for each phase. Thread-confined: owned by the command. */
public final class ImportPhases implements AutoCloseable {
    private static final String VERIFYING = "VERIFYING";

    private final Screen screen;
    private final String file;
    private String phase = "";
    private @Nullable Progress progress;
    private long total;

    public ImportPhases(final Screen screen, final String file) {
        this.screen = screen;
        this.file = file;
    }

    /** So much of a phase is done of so much in all; phases are named as in ImportProgress of the API. */
    public void at(final String now, final long done, final long all) {
        if (!phase.equals(now) || progress == null) {
            end();
            phase = now;
            progress = new Progress(screen, title(now), all, unit(now));
        }
        total = all;
        progress.to(done);
    }

    /** Ends the phase as done. */
    public void end() {
        if (progress != null) {
            progress.complete(total);
        }
        close();
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }

    private String title(final String of) {
        return switch (of) {
            case "RECEIVING" -> "Receiving " + file;
            case "CHECKING" -> "Checking " + file;
            case "LOADING" -> "Loading " + file;
            case VERIFYING -> "Verifying the segment set";
            default -> "Importing " + file;
        };
    }

    private static Progress.Unit unit(final String of) {
        return of.equals(VERIFYING) ? Progress.Unit.of("parts") : Progress.Unit.BYTES;
    }
}
