package io.kairoute.bench.server;

import io.kairoute.bench.subject.Subject;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.router.store.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** A decision log with the settings that ship, in a directory that is deleted at the end. Thread-confined: owned by a server. */
record LogInUse(Path directory, DecisionLog log) implements AutoCloseable {
    /** Opens a log for a subject's decisions. */
    static LogInUse open(final Subject subject) throws IOException {
        final Path directory = Files.createTempDirectory("kairoute-bench-decisions");
        final DecisionLog log =
                new DecisionLog(ordinal -> directory, DecisionLogSettings.DEFAULT, InstantSource.system());
        log.segments(0, subject.readableSet());
        return new LogInUse(directory, log);
    }

    @Override
    public void close() throws IOException {
        log.close();
        DurableFiles.deleteTemporary(directory);
    }
}
