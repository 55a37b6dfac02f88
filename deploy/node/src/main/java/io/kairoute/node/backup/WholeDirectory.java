package io.kairoute.node.backup;

import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.DirectoryState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Looks whether a restored data directory can be read, and has what its other files are of no use without. */
final class WholeDirectory {
    private static final List<String> OF_A_SET = List.of("manifest", "profiles.map");

    private WholeDirectory() {}

    /** Refuses a directory that a newer version wrote, or that lacks something. */
    static void check(final Path directory) throws IOException {
        if (!Files.exists(directory.resolve("FORMAT"))) {
            throw new Refusal("The backup lacks the file FORMAT, which says how its files are to be read.");
        }
        final int format = DirectoryState.of(directory).format();
        if (format > DataDirectory.FORMAT) {
            throw new Refusal(
                    "The backup is of a data directory of format " + format + ", and this version reads up to "
                            + DataDirectory.FORMAT + "; use the version that wrote it, or a newer one.");
        }
        final Path tenants = directory.resolve("tenants");
        if (Files.isDirectory(tenants)) {
            try (Stream<Path> all = Files.list(tenants)) {
                for (final Path tenant : all.sorted().toList()) {
                    checkTenant(directory, tenant);
                }
            }
        }
    }

    private static void checkTenant(final Path directory, final Path tenant) throws IOException {
        if (!Files.exists(tenant.resolve("secret"))) {
            throw new Refusal(
                    "The backup lacks " + directory.relativize(tenant) + "/secret, and without it no customer of that"
                            + " tenant can be found: put it back, or take another backup.");
        }
        final Path segments = tenant.resolve("segments");
        final Path active = segments.resolve("active");
        if (!Files.exists(active)) {
            return;
        }
        final String number =
                Files.readString(active, StandardCharsets.ISO_8859_1).strip();
        final Path set = segments.resolve(String.format(Locale.ROOT, "set-%06d", parse(directory, active, number)));
        for (final String name : OF_A_SET) {
            if (!Files.exists(set.resolve(name))) {
                throw new Refusal("The backup lacks " + directory.relativize(set.resolve(name))
                        + ", a file of the segment set that is served: take another backup.");
            }
        }
    }

    private static int parse(final Path directory, final Path active, final String number) {
        try {
            return Integer.parseInt(number);
        } catch (final NumberFormatException e) {
            throw new Refusal("The backup is damaged: " + directory.relativize(active) + " names no segment set.", e);
        }
    }
}
