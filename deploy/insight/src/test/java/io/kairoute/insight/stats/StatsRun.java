package io.kairoute.insight.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.outcome.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** One run of a command of the statistics, and what it answered. */
final class StatsRun {
    private final JsonElement answer;

    private StatsRun(final JsonElement answer) {
        this.answer = answer;
    }

    /** Runs a command that has to answer. */
    static StatsRun of(final Path directory, final String command, final String form) throws IOException {
        final CommandRun run = raw(directory, command, form);

        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertEquals("", run.err());
        assertFalse(run.out().contains("NaN") || run.out().contains("Infinity"), run.out());
        return new StatsRun(JsonParser.parseString(run.out()));
    }

    /** Runs a command. */
    static CommandRun raw(final Path directory, final String command, final String form) throws IOException {
        final Path file = Files.writeString(directory.resolve("form.json"), form);
        return CommandRun.of("stats", command, file.toString());
    }

    /** Runs a command with its answer going somewhere, as to a full disk. */
    static CommandRun into(final OutputStream out, final Path directory, final String command, final String form)
            throws IOException {
        final Path file = Files.writeString(directory.resolve("form.json"), form);
        return CommandRun.into(out, "stats", command, file.toString());
    }

    /** The figure at a path of names and indexes with dots between them. */
    JsonElement at(final String path) {
        JsonElement found = answer;
        for (final String name : path.split("\\.", -1)) {
            found = found.isJsonArray()
                    ? found.getAsJsonArray().get(Integer.parseInt(name))
                    : found.getAsJsonObject().get(name);
        }
        return found;
    }

    /** The number at a path. */
    double number(final String path) {
        return at(path).getAsDouble();
    }

    @Override
    public String toString() {
        return answer.toString();
    }
}
