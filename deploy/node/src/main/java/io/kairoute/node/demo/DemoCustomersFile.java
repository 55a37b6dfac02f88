package io.kairoute.node.demo;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Writes the demo's customers. */
public final class DemoCustomersFile {
    private static final int TOLD_EVERY = 1_000;

    private DemoCustomersFile() {}

    /**
     * Writes the first {@code count} customers of a seed.
     *
     * @param progress is told now and then how many are written
     * @throws Refusal when the file cannot be written
     */
    public static void write(final Path file, final long seed, final int count, final LongConsumer progress) {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            final StringBuilder row = new StringBuilder(256);
            writer.append(DemoCustomer.TITLES).append('\n');
            for (int place = 0; place < count; place++) {
                row.setLength(0);
                DemoCustomer.at(seed, place).appendRow(row);
                writer.append(row);
                if (place % TOLD_EVERY == 0) {
                    progress.accept(place);
                }
            }
        } catch (final IOException e) {
            throw new Refusal(ExitCode.NOT_WRITTEN, file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
