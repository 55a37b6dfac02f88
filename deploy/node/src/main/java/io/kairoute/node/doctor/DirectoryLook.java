package io.kairoute.node.doctor;

import io.kairoute.gateway.node.StoredContents;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.DirectoryState;
import io.kairoute.router.store.DirectoryState.Holding;
import io.kairoute.router.store.DiskRoom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks at a data directory as a whole: its format, who has it, its size, the room around it. */
final class DirectoryLook {
    private static final long LEAST_FREE = 1L << 30;
    private static final int LEAST_SHARE = 10;
    private static final String DIRECTORY = "data directory";
    private static final String DISK = "disk";

    private final Path directory;
    private final Findings findings;

    DirectoryLook(final Path directory, final Findings findings) {
        this.directory = directory;
        this.findings = findings;
    }

    /** Looks; returns whether what is in the directory can be read by this version. */
    boolean isReadable() {
        if (!Files.isDirectory(directory)) {
            findings.fault(DIRECTORY, directory + " is not there", "name another one, or let serve make it");
            return false;
        }
        if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
            findings.fault(DIRECTORY, "this user may not read " + directory, "ask as the user that the node runs as");
            return false;
        }
        try {
            final DirectoryState state = DirectoryState.of(directory);
            addRoom();
            final boolean isReadable = isFormatKnown(state);
            if (isReadable) {
                addOwner(state);
            }
            return isReadable;
        } catch (final IOException | UncheckedIOException e) {
            findings.fault(DIRECTORY, directory + " cannot be read: " + e.getMessage(), "look at the disk");
            return false;
        }
    }

    /** Whether a process that can be seen from here has the directory. */
    boolean isHeld() {
        try {
            return DirectoryState.of(directory).holding() == Holding.HELD;
        } catch (final IOException e) {
            return false;
        }
    }

    private boolean isFormatKnown(final DirectoryState state) {
        if (state.format() == 0) {
            findings.fault(
                    DIRECTORY,
                    directory + " does not say that it is one of Kairoute",
                    "name the directory that serve was given");
            return false;
        }
        if (state.format() > DataDirectory.FORMAT) {
            findings.fault(
                    DIRECTORY,
                    "it has format " + state.format() + ", and this version reads up to " + DataDirectory.FORMAT,
                    "run the version that wrote it, or a newer one; or restore a backup of before");
            return false;
        }
        if (state.format() < DataDirectory.FORMAT) {
            findings.warn(
                    DIRECTORY,
                    "it has format " + state.format() + ", and the next start makes it " + DataDirectory.FORMAT,
                    "take a backup first: the version before cannot read it afterwards");
            return true;
        }
        findings.ok(DIRECTORY, directory + ", format " + state.format() + ", " + Amounts.bytes(size()));
        return true;
    }

    private void addOwner(final DirectoryState state) {
        final String about = "lock";
        final String who = state.owner();
        if (state.holding() == Holding.HELD) {
            findings.ok(about, "held by " + who);
            return;
        }
        if (state.owner().isEmpty()) {
            findings.ok(about, "free; nobody has opened it yet");
        } else if (state.isClean()) {
            findings.ok(about, "free; the last owner, " + who + ", closed it");
        } else {
            findings.warn(
                    about,
                    "no process seen from here holds it, and the last owner, " + who + ", did not close it",
                    "find out what ended it (kill -9, out of memory, power); the next start checks what it left");
        }
        if (!state.leftovers().isEmpty()) {
            findings.warn(
                    "leftovers",
                    state.leftovers().size() + " unfinished, the first "
                            + state.leftovers().get(0),
                    "nothing: the next start removes them; an import that was cut off is to be done again");
        }
    }

    private void addRoom() {
        final DiskRoom room = DiskRoom.of(directory.toAbsolutePath());
        if (room.equals(DiskRoom.UNKNOWN)) {
            findings.warn(DISK, "the system does not say how much room there is", "look with df");
            return;
        }
        final String found = Amounts.bytes(room.usableBytes()) + " free of " + Amounts.bytes(room.totalBytes());
        final String todo = "make room: docs/runbook/disk-full.md";
        if (room.usableBytes() < LEAST_FREE) {
            findings.fault(DISK, found + ": imports are refused, and soon changes", todo);
        } else if (room.usableBytes() < room.totalBytes() / LEAST_SHARE) {
            findings.warn(DISK, found, todo);
        } else {
            findings.ok(DISK, found);
        }
    }

    private long size() {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(DirectoryLook::size)
                    .sum();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // A running node deletes files while they are counted.
    private static long size(final Path file) {
        try {
            return Files.size(file);
        } catch (final IOException e) {
            return 0;
        }
    }

    /** The files of the control log that belong together. */
    List<Path> controlLog() {
        return Stream.of("", "-wal")
                .map(end -> directory.resolve(StoredContents.CONTROL_LOG + end))
                .filter(Files::exists)
                .toList();
    }
}
