package io.kairoute.router;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs from its machine.
 *
 * <p>Where it is missing, the test is skipped, and says so. With {@code CI=true} in the environment it fails instead, but for what
 * {@code .ci/left-out} names with a reason.
 */
public final class Needs {
    /** The file that each name left out is appended to, so that the list can be held against what happened. */
    private static final String SEEN = "LEFT_OUT";

    private Needs() {}

    /** Ends the test, skipped or failed, where a thing is missing; null says that it is there. */
    public static void present(final String name, final @Nullable String missing) {
        if (missing == null) {
            return;
        }
        final String sentence = "left out: " + name + " (" + missing + ")";
        if (Boolean.parseBoolean(System.getenv("CI")) && !isListed(listed(), name)) {
            fail(sentence + "; in CI it must be there, or be named in .ci/left-out");
        }
        System.out.println(sentence);
        note(name);
        Assumptions.abort(sentence);
    }

    /** Whether a list names it: a line is a name, a colon and a reason, or a comment. */
    static boolean isListed(final List<String> lines, final String name) {
        return lines.stream().anyMatch(line -> line.startsWith(name + ": "));
    }

    private static List<String> listed() {
        try {
            for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
                final Path list = at.resolve(".ci").resolve("left-out");
                if (Files.exists(list)) {
                    return Files.readAllLines(list);
                }
            }
            return List.of();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void note(final String name) {
        final String seen = System.getenv(SEEN);
        if (seen == null) {
            return;
        }
        try {
            Files.writeString(
                    Path.of(seen),
                    name + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
