package io.kairoute.bench.rivals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kairoute.bench.process.Child;
import io.kairoute.bench.process.Tools;
import io.kairoute.bench.subject.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rivals that run in Node: their packages, and a table as they read it. Thread-confined: owned by a run. */
final class NodeRivals {
    private final Path directory = Checkout.target().resolve("rivals").resolve("node");
    private final Consumer<String> progress;

    NodeRivals(final Consumer<String> progress) {
        this.progress = progress;
    }

    /** Why they cannot run here; null where they can, their packages being installed then. */
    @Nullable
    String missing() {
        for (final String tool : List.of("node", "npm")) {
            if (!Tools.has(tool)) {
                return tool + " is not on the PATH";
            }
        }
        return install();
    }

    private @Nullable String install() {
        final Path sources = Checkout.root().resolve("bench").resolve("src/main/rivals");
        try {
            Files.createDirectories(directory);
            try (Stream<Path> files = Files.list(sources)) {
                for (final Path file : files.toList()) {
                    Files.write(directory.resolve(file.getFileName()), Files.readAllBytes(file));
                }
            }
        } catch (final IOException e) {
            return "the packages in " + sources + " cannot be copied: " + e.getMessage();
        }
        if (Files.isDirectory(directory.resolve("node_modules"))) {
            return null;
        }
        progress.accept("npm install");
        // Not npm ci: that wants the engine's binaries of every platform in the lock, and not every registry has them.
        final List<String> words = List.of("npm", "install", "--no-audit", "--no-fund", "--loglevel=error");
        try (Child npm = new Child("npm", words, directory)) {
            npm.drain();
            return npm.await() == 0 ? null : "npm install failed in " + directory;
        }
    }

    /** Starts one of them over a table of so many rows. */
    Child start(final String engine, final int rows) {
        final String file = "table-" + rows + ".json";
        try {
            new ObjectMapper().writeValue(directory.resolve(file).toFile(), Table.of(rows));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Child(engine, List.of("node", "rival.js", engine, file), directory);
    }

    /** What rival.js reads: the rows, the tier that all ask with, and the rows that contacts meet. */
    private record Table(List<RivalRow> rows, String tier, List<Integer> drawn) {
        static Table of(final int rows) {
            return new Table(
                    RivalRow.table(rows),
                    RivalRow.TIER,
                    Arrays.stream(RivalRow.drawn(rows)).boxed().toList());
        }
    }
}
