package io.kairoute.router.store;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.segment.IndexBudget;
import io.kairoute.router.segment.PendingSegmentLookup;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.store.SegmentSetOpener.Trust;
import io.kairoute.router.store.SegmentSetOpener.Use;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one tenant's segment sets: which there are, and which is served.
 *
 * <p>Sets are numbered, each is a directory that is complete from the moment it has its name, and a small file names the
 * active one. So a kill at any moment leaves the sets and the choice as they were before a step or after it.
 *
 * <p>What is kept and which set is active may be asked from any thread. What changes takes turns: one set at a time is written,
 * one activation or deletion runs at a time, and a set is not opened while {@link SetErasure#run} or
 * {@link SetFile#finishErasure} writes to it.
 */
public final class SegmentSets {
    /** Complete sets that are kept, the active one among them. */
    public static final int KEPT = 3;

    /** Keys that a set can be begun for; the file of as many takes a quarter of a terabyte. */
    public static final long MOST_KEYS = 1_000_000_000;

    static final String ACTIVE = "active";
    static final String MANIFEST = "manifest";
    static final String PROFILES = "profiles.map";

    private static final Pattern SET = Pattern.compile("set-([0-9]{6,9})");

    private final TenantFolder folder;
    private final KeyHasher hasher;
    private final InstantSource clock;
    private final SegmentSetOpener opener;
    private final Set<Integer> checkedHere = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable SegmentSetWriter> loading = new AtomicReference<>();

    /** Looks after the sets in a tenant's folder, whose keys are hashed with this hasher. */
    public SegmentSets(final TenantFolder folder, final KeyHasher hasher, final InstantSource clock) {
        this(folder, hasher, clock, IndexBudget.ofProcess());
    }

    /** Looks after the sets in a tenant's folder, whose read indexes take their heap from this budget. */
    public SegmentSets(
            final TenantFolder folder, final KeyHasher hasher, final InstantSource clock, final IndexBudget indexes) {
        this(folder, hasher, clock, indexes, SegmentSetOpener.ALWAYS_CHECKED_BYTES);
    }

    SegmentSets(
            final TenantFolder folder,
            final KeyHasher hasher,
            final InstantSource clock,
            final IndexBudget indexes,
            final long alwaysCheckedBytes) {
        this.folder = folder;
        this.hasher = hasher;
        this.clock = clock;
        this.opener = new SegmentSetOpener(hasher, indexes, alwaysCheckedBytes);
        try {
            OwnerOnly.createDirectories(folder.segments());
            DurableFiles.forceDirectory(folder.path());
        } catch (final IOException e) {
            throw StoreException.io("make the directory", folder.segments(), e);
        }
    }

    /**
     * Begins a new set that is to hold so many keys.
     *
     * @throws IllegalArgumentException when that is no number of keys
     * @throws StoreException when one is being loaded already, or there is no room for it
     */
    public SegmentSetWriter begin(final long countedKeys) {
        if (countedKeys < 0 || countedKeys > MOST_KEYS) {
            throw new IllegalArgumentException("countedKeys: " + countedKeys + " is not from 0 to " + MOST_KEYS);
        }
        if (isOneBeingLoaded()) {
            throw StoreException.refused("a segment set is being loaded in " + folder.segments()
                    + ": finish it or close its writer, and then begin the next one");
        }
        final List<Integer> numbers = numbers();
        final int last = Math.max(numbers.isEmpty() ? 0 : numbers.get(0), activeNumber() == null ? 0 : activeNumber());
        try {
            final SegmentSetWriter writer = new SegmentSetWriter(this, last + 1, countedKeys, hasher, clock);
            loading.set(writer);
            return writer;
        } catch (final IOException e) {
            throw StoreException.io("begin the segment set", directory(last + 1), e);
        }
    }

    /**
     * Refuses a time at which the data of a set cannot have been taken, before anything is read.
     *
     * @throws IllegalArgumentException when it is before 1970, or more than a day ahead of the clock
     */
    public void checkSourceTime(final Instant taken) {
        SetDescription.checkTime(taken, clock.instant());
    }

    /** Whether a set was begun that is neither finished nor closed. */
    public boolean isOneBeingLoaded() {
        return loading.get() != null;
    }

    /** Ends the loading of a set where one is being loaded, and removes what there is of it. */
    public void endLoading() {
        final SegmentSetWriter writer = loading.get();
        if (writer != null) {
            writer.close();
        }
    }

    /**
     * Makes a complete set the one that is served from the next opening on. Old sets beyond {@link #KEPT} are deleted, but for the
     * one that was active.
     */
    public void activate(final int number) {
        final Integer former = activeNumber();
        choose(number);
        prune(kept -> Integer.valueOf(kept).equals(former));
    }

    /** Makes a complete set the one that is served from the next opening on, and deletes none. */
    public void choose(final int number) {
        SegmentSetManifest.read(directory(number).resolve(MANIFEST));
        try {
            DurableFiles.write(folder.segments().resolve(ACTIVE), (number + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (final IOException e) {
            throw StoreException.io("activate the segment set", directory(number), e);
        }
    }

    /**
     * Deletes the old sets beyond {@link #KEPT}, never the active one. What the disk does not let go of now goes the next time:
     * no choice hangs on it.
     *
     * @param isNeeded tells which of them are still read, and stay for now
     */
    public void prune(final IntPredicate isNeeded) {
        final Integer active = activeNumber();
        final List<Integer> numbers = numbers();
        for (final int old : numbers.subList(Math.min(KEPT, numbers.size()), numbers.size())) {
            if (!Integer.valueOf(old).equals(active) && !isNeeded.test(old)) {
                try {
                    DurableFiles.deleteTree(directory(old));
                } catch (final IOException e) {
                    return;
                }
            }
        }
    }

    /** The number of the active set; null when none was activated, or the file that names it cannot be read. */
    public @Nullable Integer activeNumber() {
        try {
            return Integer.valueOf(Files.readString(folder.segments().resolve(ACTIVE), StandardCharsets.ISO_8859_1)
                    .strip());
        } catch (final IOException | NumberFormatException e) {
            return null;
        }
    }

    /** What a complete set says of itself; null when there is none of that number, or its manifest cannot be read. */
    public @Nullable SegmentSetManifest manifest(final int number) {
        return manifestOf(number);
    }

    /** What is said by every set whose manifest can be read, newest first. */
    public List<SegmentSetManifest> manifests() {
        final List<SegmentSetManifest> manifests = new ArrayList<>();
        for (final int number : numbers()) {
            final SegmentSetManifest manifest = manifestOf(number);
            if (manifest != null) {
                manifests.add(manifest);
            }
        }
        return manifests;
    }

    /**
     * What is said by every set, newest first, where each can be read as a whole.
     *
     * @throws StoreException when the manifest of one cannot be read, or its file is not there as a whole
     */
    public List<SegmentSetManifest> readManifests() {
        final List<SegmentSetManifest> manifests = new ArrayList<>();
        for (final int number : numbers()) {
            final SegmentSetManifest manifest =
                    SegmentSetManifest.read(directory(number).resolve(MANIFEST));
            final Path file = directory(number).resolve(PROFILES);
            try {
                if (Files.size(file) != manifest.seal().fileBytes()) {
                    throw StoreException.refused(file + " has " + Files.size(file) + " bytes where its manifest says "
                            + manifest.seal().fileBytes() + ": restore it, or remove its directory");
                }
            } catch (final IOException e) {
                throw StoreException.io("read", file, e);
            }
            manifests.add(manifest);
        }
        return manifests;
    }

    /** Whether a set was ever activated, readable or not. */
    public boolean isOneActive() {
        return Files.exists(folder.segments().resolve(ACTIVE));
    }

    /** Opens the active set or, where that cannot be served, the newest complete one before it. */
    public SegmentOpening openActive() {
        final List<String> notes = new ArrayList<>();
        final Integer active = activeNumber();
        final List<Integer> candidates = candidates(active, notes);
        for (final int number : candidates) {
            try {
                final OpenSegmentSet opened = open(number, Use.LOOKUPS, notes);
                if (!Integer.valueOf(number).equals(active)) {
                    notes.add("serving segment set " + number + " ("
                            + opened.header().version() + ") instead");
                }
                return new SegmentOpening(opened, List.copyOf(notes));
            } catch (final StoreException e) {
                notes.add("segment set " + number + " cannot be served: " + e.getMessage());
            }
        }
        notes.add(notes.isEmpty() ? noneServed() : "no segment set can be served: import the segments again");
        return new SegmentOpening(null, List.copyOf(notes));
    }

    private String noneServed() {
        final List<Integer> there = numbers();
        return there.isEmpty()
                ? "no segment set was imported yet: every customer is of the default tier"
                : "no segment set is served, so every customer is of the default tier, though there are " + there
                        + ": activate one";
    }

    /** Opens the active set on another thread, while lookups answer that the store is unavailable. */
    public PendingSegmentSet openActiveLater(final Executor executor) {
        final Integer active = activeNumber();
        final SegmentSetManifest expected = active == null ? null : manifestOf(active);
        final SegmentSetHeader header = expected == null ? null : expected.header();
        final PendingSegmentLookup lookup = new PendingSegmentLookup();
        final CompletableFuture<SegmentOpening> opening = CompletableFuture.supplyAsync(
                () -> {
                    final SegmentOpening opened = openActive();
                    final OpenSegmentSet set = opened.set();
                    if (set != null && expected != null && set.manifest().number() == expected.number()) {
                        lookup.ready(set.store());
                    }
                    return opened;
                },
                executor);
        return new PendingSegmentSet(header, lookup, opening);
    }

    /** Opens one complete set for lookups. */
    public OpenSegmentSet open(final int number) {
        return open(number, note -> {});
    }

    /**
     * Opens one complete set for lookups.
     *
     * @param notes takes what was found, in sentences for a person
     */
    public OpenSegmentSet open(final int number, final Consumer<String> notes) {
        final List<String> found = new ArrayList<>();
        try {
            return open(number, Use.LOOKUPS, found);
        } finally {
            found.forEach(notes);
        }
    }

    /** Opens one complete set for scans, without a read index. */
    public OpenSegmentSet openForScans(final int number) {
        return open(number, Use.SCANS, new ArrayList<>());
    }

    /** The file of one complete set: read as a whole, and rid of customers. */
    public SetFile file(final int number) {
        return new SetFile(directory(number));
    }

    Path directory(final int number) {
        return folder.segments().resolve(String.format(Locale.ROOT, "set-%06d", number));
    }

    void finished(final SegmentSetWriter writer, final int number) {
        checkedHere.add(number);
        ended(writer);
    }

    void ended(final SegmentSetWriter writer) {
        final boolean unused = loading.compareAndSet(writer, null);
    }

    private OpenSegmentSet open(final int number, final Use use, final List<String> notes) {
        final Trust trust;
        if (checkedHere.contains(number)) {
            trust = Trust.CHECKED;
        } else {
            trust = folder.wasCleanlyClosed() ? Trust.CLOSED : Trust.LEFT;
        }
        final OpenSegmentSet opened = opener.open(number, directory(number), trust, use, notes);
        checkedHere.add(number);
        return opened;
    }

    // The active set, then those before it, newest first. Without a readable choice the newest of all comes first.
    private List<Integer> candidates(final @Nullable Integer active, final List<String> notes) {
        final List<Integer> numbers = numbers();
        if (active == null) {
            if (!Files.exists(folder.segments().resolve(ACTIVE))) {
                return List.of();
            }
            notes.add(
                    folder.segments().resolve(ACTIVE) + " does not name a segment set: taking the newest complete one");
            return numbers;
        }
        final List<Integer> candidates =
                new ArrayList<>(numbers.stream().filter(n -> n < active).toList());
        candidates.add(0, active);
        return candidates;
    }

    private @Nullable SegmentSetManifest manifestOf(final int number) {
        try {
            return SegmentSetManifest.read(directory(number).resolve(MANIFEST));
        } catch (final StoreException e) {
            return null;
        }
    }

    // Newest first.
    private List<Integer> numbers() {
        try (Stream<Path> files = Files.list(folder.segments())) {
            return files.map(p -> SET.matcher(String.valueOf(p.getFileName())))
                    .filter(m -> m.matches())
                    .map(m -> Integer.valueOf(m.group(1)))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (final IOException e) {
            throw StoreException.io("list the segment sets in", folder.segments(), e);
        }
    }
}
