package io.kairoute.deploy.segments;

import io.kairoute.deploy.terminal.Progress;
import io.kairoute.deploy.terminal.Screen;
import io.kairoute.gateway.imports.ImportProgress;
import org.jspecify.annotations.Nullable;

/** Shows an import as one bar after the other, one for each phase. Thread-confined: owned by the command. */
final class ImportPhases implements ImportProgress, AutoCloseable {
    private final Screen screen;
    private final String file;
    private @Nullable Phase phase;
    private @Nullable Progress progress;
    private long total;

    ImportPhases(final Screen screen, final String file) {
        this.screen = screen;
        this.file = file;
    }

    @Override
    public void at(final Phase now, final long done, final long all) {
        if (phase != now || progress == null) {
            end();
            phase = now;
            progress = new Progress(screen, title(now), all, unit(now));
        }
        total = all;
        progress.to(done);
    }

    /** Ends the phase as done. */
    void end() {
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

    private String title(final Phase of) {
        return switch (of) {
            case CHECKING -> "Checking " + file;
            case LOADING -> "Loading " + file;
            case VERIFYING -> "Verifying the segment set";
        };
    }

    private static Progress.Unit unit(final Phase of) {
        return of == Phase.VERIFYING ? Progress.Unit.of("parts") : Progress.Unit.BYTES;
    }
}
