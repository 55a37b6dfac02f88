package io.kairoute.router.store;

import io.kairoute.router.Needs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Where a child over a faulty disk plays its scenes, each in a directory of its own. What does not hold ends the child.
 *
 * @param disk the disk
 * @param root where the scenes are
 * @param scenes how many were begun
 */
public record FaultStage(FaultyDisk disk, Path root, AtomicInteger scenes) {
    private static final int[] ERRORS = {FaultyDisk.BROKEN, FaultyDisk.FULL, FaultyDisk.READ_ONLY};
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    /** The stage of this process. */
    public static FaultStage at(final Path root) throws IOException {
        return new FaultStage(FaultyDisk.ofThisProcess(), root, new AtomicInteger());
    }

    /** The error that a step fails with; they take turns. */
    public static int error(final long step) {
        return ERRORS[(int) (step % ERRORS.length)];
    }

    /** A fresh directory. */
    public Path scene() throws IOException {
        return Files.createDirectory(root.resolve("scene-" + scenes.incrementAndGet()));
    }

    /** Ends a scene: nothing temporary may be left of it. */
    public static void end(final String name, final long steps, final long refused, final Path directory)
            throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            final List<Path> left = files.filter(
                            file -> String.valueOf(file.getFileName()).startsWith(".tmp-"))
                    .toList();
            check(left.isEmpty(), name + " left " + left);
        }
        OUT.println("scene " + name + ": steps=" + steps + " refused=" + refused);
    }

    /** Ends the child where something does not hold. */
    public static void check(final boolean holds, final String otherwise) {
        if (!holds) {
            OUT.println("BROKEN " + otherwise);
            Runtime.getRuntime().halt(1);
        }
    }

    /** Plays a child's scenes under a directory; gives what it said. */
    public static String play(final Path directory, final Class<?> scenes) throws IOException, InterruptedException {
        Needs.present("cc", FaultyDisk.missing());
        final Path stage = Files.createDirectory(directory.resolve("stage"));
        final String said =
                FaultyDisk.child(directory, scenes, stage.toString()).readToEnd();
        said.lines()
                .filter(line -> line.startsWith("scene ") || line.startsWith("BROKEN "))
                .forEach(System.out::println);
        return said;
    }

    /** Says that all scenes were played. */
    public static void done() {
        OUT.println("done");
    }
}
