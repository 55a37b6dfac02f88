package io.kairoute.ctl.terminal;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command writes what it was asked for: into a file, or to standard output. */
public final class OutFile {
    @Option(names = "--out", paramLabel = "FILE", description = "The file to write. Default: standard output.")
    private @Nullable Path out;

    @Option(names = "--force", description = "Replace the file where it exists.")
    private boolean isForced;

    /** The file; null for standard output. */
    @Nullable
    public Path path() {
        return out;
    }

    /** Writes text as UTF-8. */
    public void write(final Screen screen, final String text) {
        write(screen, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes as they are. */
    public void write(final Screen screen, final byte[] bytes) {
        if (out == null) {
            screen.out().writeBytes(bytes);
            screen.out().flush();
        } else {
            write(out, bytes, isForced);
        }
    }

    /**
     * Returns where nothing would be replaced: there is no such file, or it is a device.
     *
     * @param option how the file was named
     */
    public static void refuseToReplace(final Path file, final String option) {
        if (Files.isRegularFile(file)) {
            throw new Refusal(
                    ExitCode.NOT_WRITTEN, file + " exists: name another " + option + ", or replace it with --force.");
        }
    }

    /** Returns where the file's folder is there, so that what takes long does not end without its file. */
    public static void needFolder(final Path file) {
        final Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new Refusal(ExitCode.NOT_WRITTEN, file + " cannot be written: there is no folder " + folder + ".");
        }
    }

    // Beside the file first, so that a full disk costs nobody the old one. A device has nothing beside it.
    private static void write(final Path file, final byte[] bytes, final boolean isForced) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                Files.write(file, bytes);
                return;
            }
            if (!isForced) {
                refuseToReplace(file, "--out");
            }
            replace(file, bytes);
        } catch (final NoSuchFileException e) {
            throw new Refusal(
                    ExitCode.NOT_WRITTEN,
                    file + " cannot be written: there is no folder "
                            + file.toAbsolutePath().getParent() + ".",
                    e);
        } catch (final IOException e) {
            throw new Refusal(ExitCode.NOT_WRITTEN, file + " cannot be written: " + reason(e) + ".", e);
        }
    }

    private static void replace(final Path file, final byte[] bytes) throws IOException {
        // A name of this process alone: what somebody else has beside the file stays.
        final Path beside = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        try {
            Files.write(beside, bytes);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static String reason(final IOException e) {
        return e instanceof java.nio.file.FileSystemException fault && fault.getReason() != null
                ? fault.getReason()
                : String.valueOf(e.getMessage());
    }
}
