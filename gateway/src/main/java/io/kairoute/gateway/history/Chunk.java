package io.kairoute.gateway.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One file of a tenant's decision log. Immutable.
 *
 * <p>Chunks are numbered from 1 in the order in which they were begun, whatever the clock says. Before that they were named by
 * time; those have negative numbers, so that they come before all others and keep their order.
 *
 * @param number its place in the log
 * @param beganMs when it was begun, by the clock of the node; {@link #UNKNOWN} where the name does not tell
 */
record Chunk(Path path, long number, long beganMs) {
    /** The name does not tell when it was begun. */
    static final long UNKNOWN = Long.MAX_VALUE;

    private static final Pattern NUMBERED = Pattern.compile("chunk-([0-9]{12})\\.log");
    private static final Pattern BY_TIME = Pattern.compile("chunk-([0-9]{13})-([0-9]{6})\\.log");
    private static final long COUNT_OF_A_MOMENT = 1_000_000;
    // The year 2255: later ones would not fit a long beside the count.
    private static final long LATEST_MS = 9_000_000_000_000L;

    /** The chunks of a directory, the oldest first; none where there is no such directory. */
    static List<Chunk> in(final Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Chunk::of)
                    .filter(Objects::nonNull)
                    .map(Objects::requireNonNull)
                    .sorted(Comparator.comparingLong(Chunk::number))
                    .toList();
        }
    }

    /** The file of a number. */
    static Path file(final Path directory, final long number) {
        return directory.resolve(String.format(Locale.ROOT, "chunk-%012d.log", number));
    }

    /** Its bytes; 0 where it was deleted meanwhile. */
    long bytes() throws IOException {
        try {
            return Files.size(path);
        } catch (final NoSuchFileException e) {
            return 0;
        }
    }

    private static @Nullable Chunk of(final Path file) {
        final String name = String.valueOf(file.getFileName());
        final Matcher numbered = NUMBERED.matcher(name);
        if (numbered.matches()) {
            return new Chunk(file, Long.parseLong(numbered.group(1)), UNKNOWN);
        }
        final Matcher byTime = BY_TIME.matcher(name);
        if (byTime.matches()) {
            final long beganMs = Long.parseLong(byTime.group(1));
            final long count = Long.parseLong(byTime.group(2));
            return new Chunk(file, Long.MIN_VALUE + beganMs % LATEST_MS * COUNT_OF_A_MOMENT + count, beganMs);
        }
        return null;
    }
}
