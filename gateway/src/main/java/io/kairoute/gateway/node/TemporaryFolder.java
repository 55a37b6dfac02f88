package io.kairoute.gateway.node;

import io.kairoute.router.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at the folder for temporary files, which libraries of a node unpack theirs into. */
final class TemporaryFolder {
    private TemporaryFolder() {}

    /** Refuses a folder that nothing can be put into. */
    static void check() {
        final Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        if (!Files.isDirectory(folder)) {
            throw unusable(folder, "is no directory");
        }
        if (!Files.isWritable(folder)) {
            throw unusable(folder, "cannot be written by this user");
        }
    }

    private static StoreException unusable(final Path folder, final String why) {
        return StoreException.refused("the temporary folder " + folder + " " + why
                + ": mend it, or name another one with KAIROUTE_JAVA_OPTS=-Djava.io.tmpdir=DIR");
    }
}
