package io.kairoute.router.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of a data directory without opening it. Nothing is written, and no lock is asked for: nobody who has the directory
 * is disturbed, and nobody who opens it meanwhile is refused. Immutable.
 *
 * @param format the version of its layout; 0 where it does not say one
 * @param isClean whether its last owner closed it
 * @param holding whether somebody has it now
 * @param owner who has it or had it last, and since when; empty where the directory does not say
 * @param leftovers what is temporary in it: of an import or a file that is being written, or that was cut off
 */
public record DirectoryState(int format, boolean isClean, Holding holding, String owner, List<Path> leftovers) {
    private static final int DEPTH = 4;

    /** Whether somebody has a directory. */
    public enum Holding {
        /** A process that can be seen from here holds its lock. */
        HELD,
        /** None that can be seen from here does. */
        FREE,
        /** This system does not say who holds which lock. */
        UNKNOWN
    }

    /** Looks at a directory. */
    public static DirectoryState of(final Path directory) throws IOException {
        final Path path = directory.toRealPath();
        final Path lock = path.resolve("LOCK");
        // Whoever closes a file drops every lock that his own process holds on it, so that is left alone.
        final @Nullable DirectoryOwner here = DataDirectory.ownerHere(path);
        final @Nullable DirectoryOwner owner = here == null ? ownerOf(lock) : here;
        return new DirectoryState(
                formatOf(path.resolve("FORMAT")),
                Files.exists(path.resolve("CLEAN")),
                here == null ? KernelLocks.holding(lock) : Holding.HELD,
                owner == null ? "" : owner.toString(),
                leftovers(path));
    }

    private static int formatOf(final Path file) throws IOException {
        return Files.exists(file)
                ? DataDirectory.parseFormat(
                        Files.readString(file, StandardCharsets.ISO_8859_1).strip())
                : 0;
    }

    private static @Nullable DirectoryOwner ownerOf(final Path lock) throws IOException {
        return Files.exists(lock) ? DirectoryOwner.parse(Files.readString(lock)) : null;
    }

    private static List<Path> leftovers(final Path path) throws IOException {
        try (Stream<Path> all = Files.find(
                path, DEPTH, (file, about) -> String.valueOf(file.getFileName()).startsWith(DurableFiles.TEMPORARY))) {
            return all.map(path::relativize).sorted().toList();
        }
    }
}
