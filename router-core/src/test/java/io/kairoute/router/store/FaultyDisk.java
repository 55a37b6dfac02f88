package io.kairoute.router.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets steps of writing under one directory fail, whoever takes them: channels, SQLite, Chronicle Map.
 *
 * <p>A small C library before libc counts every write, force, rename, making and sizing of a file, and answers the step that
 * is to fail with an error. So no code under test knows of it. Needs Linux and a C compiler. The test starts a child with
 * {@link #child}; the child takes the disk with {@link #ofThisProcess}. Thread-safe for the library; else thread-confined.
 */
public final class FaultyDisk {
    /** No space left on the device. */
    public static final int FULL = 28;
    /** A read-only file system. */
    public static final int READ_ONLY = 30;
    /** An input or output error. */
    public static final int BROKEN = 5;

    /** Steps that write bytes. */
    public static final int WRITES = 1;
    /** Steps that force to the disk. */
    public static final int FORCES = 2;
    /** Steps that give a name. */
    public static final int RENAMES = 4;
    /** Steps that make a file or directory. */
    public static final int OPENS = 8;
    /** Steps that set a file's length. */
    public static final int SIZES = 16;
    /** All of them. */
    public static final int ALL = WRITES | FORCES | RENAMES | OPENS | SIZES;

    private static final String VARIABLE = "KAIROUTE_FAULTS";
    private static final int WATCHING = 0;
    private static final int KINDS = 8;
    private static final int FAIL_FROM = 16;
    private static final int FAIL_TO = 24;
    private static final int ERROR = 32;
    private static final int STEPS = 40;
    private static final int FAILED = 48;
    private static final int DIRECTORY = 64;
    private static final int FAILED_PATH = DIRECTORY + 1024;
    private static final int BYTES = FAILED_PATH + 1024;

    private final MappedByteBuffer control;

    private FaultyDisk(final MappedByteBuffer control) {
        this.control = control;
    }

    /** Why there can be none on this machine; null when there can. */
    public static @Nullable String missing() throws InterruptedException {
        if (!System.getProperty("os.name").equals("Linux")) {
            return "faults are made by preloading a library, which needs Linux";
        }
        try {
            return new ProcessBuilder("cc", "--version")
                                    .redirectErrorStream(true)
                                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                    .start()
                                    .waitFor()
                            == 0
                    ? null
                    : "cc does not work";
        } catch (final IOException e) {
            return "there is no C compiler cc to build the library that makes faults";
        }
    }

    /** Starts a class over a faulty disk, in a JVM of its own. */
    public static ChildJvm child(final Path work, final Class<?> main, final String... arguments)
            throws IOException, InterruptedException {
        final Path source = work.resolve("faults.c");
        final Path library = work.resolve("faults.so");
        try (InputStream in = FaultyDisk.class.getResourceAsStream("faults.c")) {
            if (in == null) {
                throw new IllegalStateException("faults.c is no resource");
            }
            Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
        }
        final Process cc = new ProcessBuilder(
                        "cc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString(), "-ldl")
                .inheritIO()
                .start();
        if (cc.waitFor() != 0) {
            throw new IllegalStateException("cc could not build " + source);
        }
        final Path control = work.resolve("faults");
        Files.write(control, new byte[BYTES]);
        return ChildJvm.inEnvironment(
                Map.of("LD_PRELOAD", library.toString(), VARIABLE, control.toString()), main, arguments);
    }

    /** The disk under this process. */
    public static FaultyDisk ofThisProcess() throws IOException {
        final String file = System.getenv(VARIABLE);
        if (file == null) {
            throw new IllegalStateException(VARIABLE + " is not set");
        }
        try (FileChannel channel = FileChannel.open(Path.of(file), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final MappedByteBuffer control = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
            control.order(ByteOrder.nativeOrder());
            return new FaultyDisk(control);
        }
    }

    /** Counts the steps under a directory from now on, and fails none. */
    public void count(final Path directory) {
        fail(directory, ALL, Long.MAX_VALUE, Long.MAX_VALUE, 0);
    }

    /** Fails one step from now on. */
    public void failOnce(final Path directory, final long step, final int error) {
        fail(directory, ALL, step, step, error);
    }

    /** Fails every step of these kinds from now on. */
    public void failAll(final Path directory, final int kinds, final int error) {
        fail(directory, kinds, 1, Long.MAX_VALUE, error);
    }

    private void fail(final Path directory, final int kinds, final long from, final long to, final int error) {
        mend();
        put(DIRECTORY, directory.toAbsolutePath().toString());
        put(FAILED_PATH, "");
        control.putLong(KINDS, kinds);
        control.putLong(FAIL_FROM, from);
        control.putLong(FAIL_TO, to);
        control.putLong(ERROR, error);
        control.putLong(STEPS, 0);
        control.putLong(FAILED, 0);
        control.putLong(WATCHING, 1);
    }

    /** Fails nothing and counts nothing from now on. */
    public void mend() {
        control.putLong(WATCHING, 0);
    }

    /** Steps that were counted. */
    public long steps() {
        return control.getLong(STEPS);
    }

    /** Steps that failed. */
    public long failed() {
        return control.getLong(FAILED);
    }

    /** The first step that failed: its kind and path. */
    public String firstFailed() {
        final byte[] bytes = new byte[BYTES - FAILED_PATH];
        control.get(FAILED_PATH, bytes);
        final String text = new String(bytes, StandardCharsets.UTF_8);
        return text.substring(0, text.indexOf('\0'));
    }

    private void put(final int offset, final String text) {
        final byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
        control.put(offset, bytes);
    }
}
