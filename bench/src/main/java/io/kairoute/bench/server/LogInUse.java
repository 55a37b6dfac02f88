package io.kairoute.bench.server;

import io.kairoute.bench.subject.Subject;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
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
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }
        });
        Files.delete(directory);
    }
}
