package io.kairoute.node.backup;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.node.StoredContents;
import io.kairoute.gateway.sets.CorrectionsFile;
import io.kairoute.router.store.DurableFiles;
import io.kairoute.router.store.OwnerOnly;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a data directory to one file: the control log as of one moment, each tenant's secret and its active segment set.
 *
 * <p>The control log is copied in one read transaction, and a segment set never changes once it has its name; so a node may go
 * on meanwhile. The decision log is left out unless asked for. The file holds secrets, and only its owner may read it.
 */
public final class Backup {
    /** The entry that says what a file is. */
    static final String MARK = "kairoute-backup";
    /** The version that this code writes and reads. */
    static final String FORMAT = "kairoute backup, format 1\n";

    private static final int BLOCK_BYTES = 64 * 1024;

    private Backup() {}

    /**
     * Writes a backup; the file appears when it is whole.
     *
     * @return what is in it, in entries
     */
    public static List<String> write(final Path dataDir, final Path out, final boolean withDecisions)
            throws IOException {
        if (!Files.exists(dataDir.resolve("FORMAT"))) {
            throw new Refusal(ExitCode.NOT_FOUND, dataDir + " is no data directory.");
        }
        if (Files.exists(out)) {
            throw new Refusal(ExitCode.NOT_WRITTEN, "There is a file " + out + " already; name another one.");
        }
        final Path temporary = DurableFiles.temporary(out);
        final Path log = out.resolveSibling(DurableFiles.TEMPORARY + out.getFileName() + ".db");
        Files.deleteIfExists(temporary);
        Files.deleteIfExists(log);
        final List<String> entries = new ArrayList<>();
        try {
            Files.createFile(temporary, OwnerOnly.file(temporary));
            Files.createFile(log, OwnerOnly.file(log));
            Files.delete(log);
            try (OutputStream file = Files.newOutputStream(temporary);
                    ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(file, BLOCK_BYTES))) {
                put(zip, MARK, FORMAT.getBytes(StandardCharsets.US_ASCII));
                put(zip, "FORMAT", Files.readAllBytes(dataDir.resolve("FORMAT")));
                if (Files.exists(dataDir.resolve(StoredContents.CONTROL_LOG))) {
                    SqliteControlLog.copy(dataDir.resolve(StoredContents.CONTROL_LOG), log);
                    copy(zip, StoredContents.CONTROL_LOG, log, entries);
                }
                if (Files.exists(dataDir.resolve(StoredContents.CONTROL_KEY))) {
                    copy(zip, StoredContents.CONTROL_KEY, dataDir.resolve(StoredContents.CONTROL_KEY), entries);
                }
                for (final Path tenant : list(dataDir.resolve("tenants"))) {
                    tenant(zip, dataDir, tenant, log, withDecisions, entries);
                }
            }
            DurableFiles.force(temporary);
            DurableFiles.rename(temporary, out);
            return entries;
        } catch (final IOException | RuntimeException e) {
            // The name may stand already when the directory cannot be forced; who is told of a failure finds none.
            Files.deleteIfExists(out);
            throw e;
        } finally {
            Files.deleteIfExists(temporary);
            Files.deleteIfExists(log);
        }
    }

    private static void tenant(
            final ZipOutputStream zip,
            final Path dataDir,
            final Path tenant,
            final Path scratch,
            final boolean withDecisions,
            final List<String> entries)
            throws IOException {
        final Path secret = tenant.resolve("secret");
        if (Files.exists(secret)) {
            copy(zip, name(dataDir, secret), secret, entries);
        }
        final Path corrections = tenant.resolve("corrections.db");
        if (Files.exists(corrections)) {
            final Path whole = scratch.resolveSibling(scratch.getFileName() + ".corrections");
            try {
                Files.deleteIfExists(whole);
                Files.createFile(whole, OwnerOnly.file(whole));
                Files.delete(whole);
                CorrectionsFile.copy(corrections, whole);
                copy(zip, name(dataDir, corrections), whole, entries);
            } finally {
                Files.deleteIfExists(whole);
            }
        }
        final Path active = tenant.resolve("segments").resolve("active");
        if (Files.exists(active)) {
            // Read once: what it names now is what goes in, whatever is activated meanwhile.
            final byte[] number = Files.readAllBytes(active);
            final int set = Integer.parseInt(new String(number, StandardCharsets.US_ASCII).strip());
            final Path directory = tenant.resolve("segments").resolve(String.format(Locale.ROOT, "set-%06d", set));
            if (!Files.isDirectory(directory)) {
                throw new Refusal(directory + " is missing, and it is the segment set that is served.");
            }
            for (final Path file : list(directory)) {
                copy(zip, name(dataDir, file), file, entries);
            }
            put(zip, name(dataDir, active), number);
        }
        // Nobody can tell them again; the index over them is made again from them.
        for (final Path chunk : list(tenant.resolve("outcomes"))) {
            copy(zip, name(dataDir, chunk), chunk, entries);
        }
        if (withDecisions) {
            for (final Path chunk : list(tenant.resolve("decisions"))) {
                copy(zip, name(dataDir, chunk), chunk, entries);
            }
        }
    }

    private static void copy(final ZipOutputStream zip, final String name, final Path file, final List<String> entries)
            throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(file, zip);
        zip.closeEntry();
        entries.add(name);
    }

    private static void put(final ZipOutputStream zip, final String name, final byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static String name(final Path dataDir, final Path file) {
        return dataDir.relativize(file).toString().replace('\\', '/');
    }

    private static List<Path> list(final Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> !String.valueOf(file.getFileName()).startsWith(DurableFiles.TEMPORARY))
                    .sorted()
                    .toList();
        }
    }
}
