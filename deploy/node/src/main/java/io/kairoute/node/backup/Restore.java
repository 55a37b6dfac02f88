package io.kairoute.node.backup;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.router.store.DurableFiles;
import io.kairoute.router.store.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Makes a data directory out of a backup. The directory appears when it is whole; the next start checks its segment sets, since
 * it carries no mark of a clean stop.
 *
 * <p>A backup may have been unpacked and packed again by hand: see {@link PackedAgain}.
 */
public final class Restore {
    private Restore() {}

    /** Restores into a directory that is not there yet, or is empty. */
    public static void into(final Path file, final Path dataDir) throws IOException {
        if (Files.exists(dataDir) && !isEmpty(dataDir)) {
            throw new Refusal(
                    ExitCode.NOT_WRITTEN, dataDir + " is there already and holds something; name a new directory.");
        }
        final Path target = dataDir.toAbsolutePath().normalize();
        final Path temporary = DurableFiles.temporary(target);
        if (Files.exists(temporary)) {
            throw new Refusal("An earlier restore was cut off; delete " + temporary + " and try again.");
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            final PackedAgain packed = PackedAgain.of(zip);
            check(file, zip, packed);
            put(zip, packed, temporary, target);
        } catch (final ZipException e) {
            throw new Refusal(
                    "The backup " + file
                            + " cannot be read as a zip: it is cut off, damaged, or packed in another way.",
                    e);
        }
    }

    private static void put(final ZipFile zip, final PackedAgain packed, final Path temporary, final Path target)
            throws IOException {
        try {
            OwnerOnly.createDirectories(temporary);
            for (final ZipEntry entry : packed.files()) {
                extract(zip, packed, entry, temporary);
            }
            WholeDirectory.check(temporary);
            Files.deleteIfExists(target);
            DurableFiles.rename(temporary, target);
        } catch (final IOException | RuntimeException e) {
            // The name may stand already when the directory cannot be forced.
            final Path half = Files.exists(temporary) ? temporary : target;
            if (Files.exists(half)) {
                DurableFiles.deleteTemporary(half);
            }
            throw e;
        }
    }

    private static void check(final Path file, final ZipFile zip, final PackedAgain packed) throws IOException {
        final ZipEntry mark = packed.mark();
        if (mark == null) {
            throw new Refusal(file + " is no backup of kairoute.");
        }
        try (InputStream in = zip.getInputStream(mark)) {
            final String format = new String(in.readNBytes(256), StandardCharsets.US_ASCII).strip();
            if (!format.equals(Backup.FORMAT.strip())) {
                throw new Refusal(file + " says \"" + format + "\", and this version reads \"" + Backup.FORMAT.strip()
                        + "\"; use the version that wrote it, or a newer one.");
            }
        }
    }

    private static void extract(final ZipFile zip, final PackedAgain packed, final ZipEntry entry, final Path directory)
            throws IOException {
        final Path path = directory.resolve(packed.name(entry)).normalize();
        final Path folder = path.getParent();
        if (!path.startsWith(directory) || folder == null) {
            throw new Refusal("The backup holds an entry that leads out of it: " + entry.getName() + ".");
        }
        OwnerOnly.createDirectories(folder);
        Files.createFile(path, OwnerOnly.file(path));
        // The stream checks each entry's CRC as it ends.
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(path)) {
            in.transferTo(out);
        }
        DurableFiles.force(path);
    }

    private static boolean isEmpty(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }
}
