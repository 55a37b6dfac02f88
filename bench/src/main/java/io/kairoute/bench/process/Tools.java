package io.kairoute.bench.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds programs on the PATH. */
public final class Tools {
    private Tools() {}

    /** Where a program lies; null when it is not there. */
    public static @Nullable Path find(final String program) {
        final String path = System.getenv("PATH");
        if (path == null) {
            return null;
        }
        for (final String directory : List.of(path.split(File.pathSeparator, -1))) {
            final Path file = Path.of(directory, program);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        return null;
    }

    /** Whether a program is there. */
    public static boolean has(final String program) {
        return find(program) != null;
    }
}
