package io.kairoute.node.demo;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.router.store.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The files of one demo, in a folder of its data directory where a person can read and change them.
 *
 * @param folder the folder
 */
public record DemoFiles(Path folder) {
    private static final String EXAMPLE = "/examples/telecom/";
    private static final Pattern CAPACITY = Pattern.compile("capacity: (\\d+)");
    /** The example's desks are those of a small center; in the demo twenty contacts and more come in a second. */
    private static final int LARGER = 60;

    /**
     * Makes the folder with its files, which are their owner's alone; the example's table and mappings are whole then.
     *
     * @throws Refusal when they cannot be written
     */
    public static DemoFiles lay(final Path dataDir) {
        final DemoFiles files = new DemoFiles(dataDir.resolve("demo"));
        try {
            OwnerOnly.createDirectories(files.folder);
            for (final Path file : new Path[] {files.customers(), files.day(), files.decisions()}) {
                write(file, new byte[0]);
            }
            for (final Path file : new Path[] {files.customersMapping(), files.dayMapping()}) {
                write(file, example(file));
            }
            write(files.table(), withLargeDesks(example(files.table())));
        } catch (final IOException e) {
            throw new Refusal(
                    ExitCode.NOT_WRITTEN, "The demo's files cannot be written to " + files.folder + ": " + e + ".", e);
        }
        return files;
    }

    /** The table that is served. */
    public Path table() {
        return folder.resolve("table.yaml");
    }

    /** What the columns of the customers mean. */
    public Path customersMapping() {
        return folder.resolve("customers-mapping.yaml");
    }

    /** What the columns of the day's contacts mean. */
    public Path dayMapping() {
        return folder.resolve("demo-mapping.yaml");
    }

    /** The customers. */
    public Path customers() {
        return folder.resolve("customers.csv");
    }

    /** The day's contacts. */
    public Path day() {
        return folder.resolve("day.csv");
    }

    /** What was decided about each of them. */
    public Path decisions() {
        return folder.resolve("decisions.csv");
    }

    /** Where bad rows would be listed. */
    public Path rejects() {
        return folder.resolve("rejects.csv");
    }

    private static byte[] withLargeDesks(final byte[] table) {
        return CAPACITY.matcher(new String(table, StandardCharsets.UTF_8))
                .replaceAll(found -> "capacity: " + LARGER * Integer.parseInt(found.group(1)))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] example(final Path file) throws IOException {
        final String name = EXAMPLE + file.getFileName();
        try (InputStream example = DemoFiles.class.getResourceAsStream(name)) {
            if (example == null) {
                throw new IOException(name + " is not in the jar");
            }
            return example.readAllBytes();
        }
    }

    // Made anew, so that nobody else may read it; whoever writes it then keeps that.
    private static void write(final Path file, final byte[] content) throws IOException {
        Files.deleteIfExists(file);
        Files.write(Files.createFile(file, OwnerOnly.file(file)), content);
    }
}
