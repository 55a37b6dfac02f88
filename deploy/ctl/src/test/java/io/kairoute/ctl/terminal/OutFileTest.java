package io.kairoute.ctl.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class OutFileTest {
    private final Screen screen = Screen.plain(new ByteArrayOutputStream(), new ByteArrayOutputStream());

    @TempDir
    private Path directory = Path.of("");

    @Command(name = "x")
    private static final class Holder {
        @Mixin
        private final OutFile out = new OutFile();
    }

    @Test
    void shouldReplaceAFileAndNothingBesideIt() throws IOException {
        final Path file = Files.writeString(directory.resolve("table.yaml"), "yesterday");
        final Path other = Files.writeString(directory.resolve("table.yaml.new"), "somebody's own");

        out("--out", file.toString(), "--force").write(screen, "today");

        assertEquals("today", Files.readString(file));
        assertEquals("somebody's own", Files.readString(other));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file, other), files.sorted().toList());
        }
    }

    @Test
    void shouldReplaceNothingUnasked() throws IOException {
        final Path file = Files.writeString(directory.resolve("table.yaml"), "yesterday");

        final OutFile out = out("--out", file.toString());
        final Refusal refusal = assertThrows(Refusal.class, () -> out.write(screen, "today"));

        assertEquals(ExitCode.NOT_WRITTEN, refusal.exitCode());
        assertEquals("yesterday", Files.readString(file));
    }

    private static OutFile out(final String... arguments) {
        final Holder holder = new Holder();
        new CommandLine(holder).parseArgs(arguments);
        return holder.out;
    }
}
