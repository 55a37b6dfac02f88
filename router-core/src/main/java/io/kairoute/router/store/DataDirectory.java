package io.kairoute.router.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Owns one data directory for as long as it is open; nobody else can open it meanwhile.
 *
 * <pre>
 *  LOCK                       held by the owner; tells who that is
 *  FORMAT                     what kind of directory this is, with its version
 *  CLEAN                      there while nobody owns the directory, unless the last owner was killed
 *  tenants/default/           one for each tenant, see {@link TenantFolder}
 * </pre>
 *
 * <p>The directory and all in it are its owner's alone: what was wider is narrowed on opening. A directory of an older format is
 * read, and marked with the newest format before anything is written in it, so that an older version refuses it.
 *
 * <p>Opening removes the clean mark before anything else is touched, closing puts it back as the last step: where it is
 * missing at the next opening, what is stored is checked before it is served.
 *
 * <p>Thread-confined: owned by whoever opened it.
 */
public final class DataDirectory implements AutoCloseable {
    /** The version of the layout that this code writes, and the newest that it reads. */
    public static final int FORMAT = 2;

    private static final String FORMAT_PREFIX = "kairoute data directory, format ";

    // A POSIX file lock belongs to the process and falls with the first channel closed on the file. So a second opening
    // in one process must be refused before it touches the file.
    private static final Map<Path, DirectoryOwner> OPEN_HERE = new ConcurrentHashMap<>();

    private final Path path;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final boolean wasCleanlyClosed;
    private final List<String> notes;

    private DataDirectory(
            final Path path,
            final FileChannel lockChannel,
            final FileLock lock,
            final boolean wasCleanlyClosed,
            final List<String> notes) {
        this.path = path;
        this.lockChannel = lockChannel;
        this.lock = lock;
        this.wasCleanlyClosed = wasCleanlyClosed;
        this.notes = List.copyOf(notes);
    }

    /**
     * Opens a directory, making it where there is none, and clears away what a killed owner left half-done.
     *
     * @param directory where it is, or shall be; an existing one must be a data directory or empty
     * @param purpose what the caller does with it, as {@code kairoute serve}; told to whoever comes meanwhile
     * @param clock tells since when
     * @throws StoreException when it is in use, of another kind or format, or cannot be written
     */
    public static DataDirectory open(final Path directory, final String purpose, final InstantSource clock) {
        final Path path = create(directory);
        final DirectoryOwner me = new DirectoryOwner(
                ProcessHandle.current().pid(), purpose, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        final DirectoryOwner here = OPEN_HERE.putIfAbsent(path, me);
        if (here != null) {
            throw inUse(path, here);
        }
        try {
            return openLocked(path, me);
        } catch (final IOException e) {
            OPEN_HERE.remove(path);
            throw StoreException.io("open the data directory", path, e);
        } catch (final RuntimeException e) {
            OPEN_HERE.remove(path);
            throw e;
        }
    }

    /** Who has a directory in this process; null for nobody. */
    static @Nullable DirectoryOwner ownerHere(final Path realPath) {
        return OPEN_HERE.get(realPath);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Whether the last owner closed it; true for a new one. */
    public boolean wasCleanlyClosed() {
        return wasCleanlyClosed;
    }

    /** What was found, made and cleared away on opening, in sentences for a person. */
    public List<String> notes() {
        return notes;
    }

    /** The folder of one tenant, made where there is none. */
    public TenantFolder tenant(final String tenantId) {
        final Path folder = path.resolve("tenants").resolve(TenantFolder.nameOf(tenantId));
        try {
            OwnerOnly.createDirectories(folder);
            DurableFiles.forceDirectory(folder.resolveSibling(""));
            DurableFiles.forceDirectory(path);
        } catch (final IOException e) {
            throw StoreException.io("make the tenant's folder", folder, e);
        }
        return new TenantFolder(folder, wasCleanlyClosed);
    }

    /** Marks the directory as cleanly closed and lets it go. Everything opened in it must be closed before. */
    @Override
    public void close() {
        if (!lock.isValid()) {
            return;
        }
        try {
            DurableFiles.write(path.resolve("CLEAN"), new byte[0]);
        } catch (final IOException e) {
            throw StoreException.io("mark as cleanly closed the data directory", path, e);
        } finally {
            letGo();
        }
    }

    /** Lets the directory go without a mark: its next owner looks at what was open in it before it trusts it. */
    public void letGo() {
        if (!lock.isValid()) {
            return;
        }
        try (lockChannel) {
            lock.release();
        } catch (final IOException e) {
            throw StoreException.io("let go the data directory", path, e);
        } finally {
            OPEN_HERE.remove(path);
        }
    }

    private static Path create(final Path directory) {
        try {
            OwnerOnly.createDirectories(directory);
            return directory.toRealPath();
        } catch (final IOException e) {
            throw StoreException.io("make the data directory", directory, e);
        }
    }

    private static DataDirectory openLocked(final Path path, final DirectoryOwner me) throws IOException {
        final List<String> notes = new ArrayList<>();
        final int format = checkFormat(path);
        final boolean isNew = format == 0;
        final FileChannel channel = FileChannel.open(
                path.resolve("LOCK"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                OwnerOnly.file(path));
        try {
            final FileLock lock = channel.tryLock();
            final DirectoryOwner last = readOwner(channel);
            if (lock == null) {
                throw inUse(path, last);
            }
            writeOwner(channel, me);
            final List<String> narrowed = new ArrayList<>();
            narrow(path, narrowed);
            if (format != FORMAT) {
                DurableFiles.write(
                        path.resolve("FORMAT"), (FORMAT_PREFIX + FORMAT + "\n").getBytes(StandardCharsets.UTF_8));
                notes.add(
                        isNew
                                ? "made the data directory " + path
                                : "the data directory " + path + " had format " + format + " and has " + FORMAT
                                        + " now; older versions refuse it");
            }
            final boolean isClean = isNew || Files.exists(path.resolve("CLEAN"));
            if (!isClean) {
                notes.add("the last owner of " + path + (last == null ? "" : ", " + last + ",")
                        + " did not stop cleanly");
            }
            DurableFiles.delete(path.resolve("CLEAN"));
            removeLeftovers(path, notes);
            notes.addAll(narrowed);
            return new DataDirectory(path, channel, lock, isClean, notes);
        } catch (final IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void narrow(final Path path, final List<String> notes) throws IOException {
        final Narrowing narrowed = Narrowing.of(path);
        if (narrowed.narrowed() > 0) {
            notes.add("others could read " + narrowed.narrowed() + " files and folders of " + path
                    + "; they are their owner's alone now");
        }
        if (narrowed.refused() > 0) {
            notes.add("WARNING: " + narrowed.refused() + " files and folders of " + path
                    + " belong to another user, so others may be able to read them");
        }
    }

    // The directory's format, 0 where it is still to be made one. One that was killed before its FORMAT was written
    // holds no more
    // than its LOCK and something temporary.
    private static int checkFormat(final Path path) throws IOException {
        final Path file = path.resolve("FORMAT");
        if (Files.exists(file)) {
            final String text =
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            final int format = parseFormat(text);
            if (format < 1) {
                throw StoreException.refused(file + " does not say what it should (" + FORMAT_PREFIX + FORMAT
                        + "): name a data directory of kairoute, or a new one");
            }
            if (format > FORMAT) {
                throw StoreException.refused("the data directory " + path + " has format " + format
                        + ", this version reads up to " + FORMAT + ": use the version that wrote it, or a newer one");
            }
            return format;
        }
        try (Stream<Path> files = Files.list(path)) {
            final @Nullable Path stranger =
                    files.filter(p -> !isOurs(p)).findFirst().orElse(null);
            if (stranger != null && Files.exists(file)) {
                // Somebody made it one in this moment, and is asked about next.
                return checkFormat(path);
            }
            if (stranger != null) {
                throw StoreException.refused(path + " is no data directory, it holds " + stranger.getFileName()
                        + " and no FORMAT: name an empty or a new directory");
            }
        }
        return 0;
    }

    /** The format that the text of the file FORMAT names; 0 where it names none. */
    static int parseFormat(final String text) {
        try {
            return text.startsWith(FORMAT_PREFIX) ? Integer.parseInt(text.substring(FORMAT_PREFIX.length())) : 0;
        } catch (final NumberFormatException e) {
            return 0;
        }
    }

    private static boolean isOurs(final Path file) {
        final String name = String.valueOf(file.getFileName());
        return name.equals("LOCK") || name.startsWith(DurableFiles.TEMPORARY);
    }

    private static @Nullable DirectoryOwner readOwner(final FileChannel channel) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(1024);
        channel.read(bytes, 0);
        return DirectoryOwner.parse(StandardCharsets.UTF_8.decode(bytes.flip()).toString());
    }

    private static void writeOwner(final FileChannel channel, final DirectoryOwner owner) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(owner.toText().getBytes(StandardCharsets.UTF_8)), 0);
        channel.force(true);
    }

    private static StoreException inUse(final Path path, final @Nullable DirectoryOwner owner) {
        return StoreException.refused("the data directory " + path + " is in use by "
                + (owner == null ? "another process" : owner) + "; stop it first, or name another directory");
    }

    private static void removeLeftovers(final Path path, final List<String> notes) throws IOException {
        final List<Path> leftovers;
        try (Stream<Path> all =
                Files.find(path, 4, (p, a) -> String.valueOf(p.getFileName()).startsWith(DurableFiles.TEMPORARY))) {
            leftovers = all.toList();
        }
        for (final Path leftover : leftovers) {
            if (Files.exists(leftover)) {
                final boolean isDirectory = Files.isDirectory(leftover);
                DurableFiles.deleteTemporary(leftover);
                notes.add((isDirectory ? "removed an unfinished segment set: " : "removed an unfinished file: ")
                        + path.relativize(leftover));
            }
        }
    }
}
