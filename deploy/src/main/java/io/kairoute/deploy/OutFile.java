package io.kairoute.deploy;

import io.kairoute.deploy.terminal.Screen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command writes what it was asked for: into a file, or to the screen. */
final class OutFile {
    @Option(names = "--out", paramLabel = "FILE", description = "Where to. Default: standard output.")
    private @Nullable Path out;

    /** Writes bytes as they are. */
    void write(final Screen screen, final byte[] bytes) throws IOException {
        if (out == null) {
            screen.out().write(bytes);
            screen.out().flush();
        } else {
            Files.write(out, bytes);
        }
    }

    /** Writes text: UTF-8 into a file, and what the screen can show to the screen. */
    void write(final Screen screen, final String text) throws IOException {
        if (out == null) {
            screen.out().print(text);
            screen.out().flush();
        } else {
            Files.writeString(out, text, StandardCharsets.UTF_8);
        }
    }
}
