package io.kairoute.ctl.terminal;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
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

    // Beside the file first, so that a full disk costs nobody the old one. A device has nothing beside it.
    private static void write(final Path file, final byte[] bytes, final boolean isForced) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                Files.write(file, bytes);
                return;
            }
            if (!isForced && Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            final Path beside = file.resolveSibling(file.getFileName() + ".new");
            Files.write(beside, bytes);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (final FileAlreadyExistsException e) {
            throw new Refusal(
                    ExitCode.NOT_WRITTEN, file + " exists: name another --out, or replace it with --force.", e);
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

    private static String reason(final IOException e) {
        return e instanceof java.nio.file.FileSystemException fault && fault.getReason() != null
                ? fault.getReason()
                : String.valueOf(e.getMessage());
    }
}
