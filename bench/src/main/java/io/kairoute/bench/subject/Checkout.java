package io.kairoute.bench.subject;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the checkout that is measured: the launcher tells, otherwise the directories above are searched. */
public final class Checkout {
    private Checkout() {}

    /** The top of the checkout; the current directory where there is none. */
    public static Path root() {
        final String told = System.getProperty("kairoute.root");
        if (told != null) {
            return Path.of(told);
        }
        final Path here = Path.of("").toAbsolutePath();
        for (Path up = here; up != null; up = up.getParent()) {
            if (Files.isRegularFile(up.resolve("deploy").resolve("jvm.options"))) {
                return up;
            }
        }
        return here;
    }

    /** Where the bench module puts what it makes. */
    public static Path target() {
        return root().resolve("bench").resolve("target");
    }
}
