package io.kairoute.gateway;

import io.kairoute.router.Needs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;

/** A real disk of a few mebibytes, which can be filled to the last byte. */
public final class SmallDisk implements AutoCloseable {
    private static final int BLOCK_BYTES = 4_096;

    private final Path path;
    private final Path filler;

    private SmallDisk(final Path path) {
        this.path = path;
        this.filler = path.resolve("filler");
    }

    /** Mounts a disk; where that is not allowed the test is left out. */
    public static SmallDisk mount(final Path path, final int mebibytes) throws IOException {
        Files.createDirectory(path);
        final boolean isMounted =
                run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", path.toString());
        Needs.present("mount", isMounted ? null : "this process may not mount a disk");
        return new SmallDisk(path);
    }

    /** Where it is mounted. */
    public Path path() {
        return path;
    }

    /** Takes all room that there is. */
    public void fill() throws IOException {
        leave(0);
    }

    /** Takes all room but so many bytes. */
    public void leave(final long bytes) throws IOException {
        final byte[] block = new byte[BLOCK_BYTES];
        long room = Files.getFileStore(path).getUsableSpace() - bytes;
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (bytes == 0 || room >= BLOCK_BYTES) {
                out.write(block);
                room -= BLOCK_BYTES;
            }
        } catch (final IOException e) {
            Assertions.assertTrue(String.valueOf(e.getMessage()).contains("No space left"), e.getMessage());
        }
    }

    /** Gives back the room that was taken. */
    public void makeRoom() throws IOException {
        Files.delete(filler);
    }

    /** Has it take no more writes at all. */
    public void makeReadOnly() throws IOException {
        Assertions.assertTrue(run("mount", "-o", "remount,ro", path.toString()), "remount");
    }

    @Override
    public void close() throws IOException {
        // Segment sets stay mapped until the next collection of garbage, so that it cannot go at once.
        Assertions.assertTrue(run("umount", "--lazy", path.toString()), "umount");
    }

    private static boolean run(final String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (final InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
