package io.kairoute.node.doctor;

import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.Cursor;
import io.kairoute.gateway.history.ReadSpan;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.StoreException;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at what one tenant has stored: its segment sets and its decisions. */
final class TenantLook {
    private static final long STALE_MS = TimeUnit.DAYS.toMillis(35);
    private static final Pattern NUMBERED = Pattern.compile("chunk-0*([0-9]+)\\.log");
    private static final String STALE = "docs/runbook/stale-set.md";

    private final String tenant;
    private final TenantFolder folder;
    private final Findings findings;
    private final InstantSource clock;
    private long keys;

    TenantLook(final String tenant, final Path directory, final Findings findings, final InstantSource clock) {
        this.tenant = tenant;
        folder = new TenantFolder(directory.resolve("tenants").resolve(TenantFolder.nameOf(tenant)), true);
        this.findings = findings;
        this.clock = clock;
    }

    /**
     * Looks.
     *
     * @param isHeld whether a node writes meanwhile
     */
    void look(final boolean isHeld) {
        if (!Files.isDirectory(folder.path())) {
            findings.warn(
                    "tenant " + tenant, "nothing is stored of it", "nothing, where it is new; else look at tenants");
            return;
        }
        lookAtSegments();
        lookAtDecisions(isHeld);
    }

    /** The keys of the customers that are served. */
    long keys() {
        return keys;
    }

    private void lookAtSegments() {
        final String about = "segments of " + tenant;
        if (!Files.exists(folder.segments().resolve("active"))) {
            findings.ok(about, "no set was imported; every customer is of the default tier");
            return;
        }
        if (!Files.exists(folder.secretFile())) {
            findings.fault(about, "the secret " + folder.secretFile() + " is missing", "docs/runbook/restore.md");
            return;
        }
        try {
            final KeyHasher hasher = TenantSecret.open(folder).hasher();
            final SegmentSets sets = new SegmentSets(folder, hasher, clock);
            final Integer active = sets.activeNumber();
            final SegmentSetManifest manifest = active == null ? null : sets.manifest(active);
            if (manifest == null) {
                findings.fault(about, "the set that is to be served cannot be read", STALE);
            } else {
                addSet(about, manifest, hasher);
            }
        } catch (final StoreException e) {
            findings.fault(about, String.valueOf(e.getMessage()), STALE);
        }
    }

    private void addSet(final String about, final SegmentSetManifest manifest, final KeyHasher hasher) {
        final SegmentSetHeader header = manifest.header();
        keys = header.keys();
        final long ageMs = clock.millis() - header.sourceTimeMs();
        final String found = "set " + header.version() + ", " + header.customers() + " customers, as of "
                + Amounts.span(Math.max(0, ageMs)) + " ago";
        if (!manifest.fits(hasher)) {
            findings.fault(
                    about,
                    found + ", was loaded under another secret: nobody is found in it",
                    "docs/runbook/restore.md");
        } else if (sizeOf(manifest.number()) != manifest.seal().fileBytes()) {
            findings.fault(
                    about,
                    found + ": its file has " + sizeOf(manifest.number()) + " bytes of "
                            + manifest.seal().fileBytes(),
                    STALE);
        } else if (ageMs > STALE_MS) {
            findings.warn(about, found, STALE);
        } else {
            findings.ok(about, found);
        }
    }

    // 0 where there is none.
    private long sizeOf(final int set) {
        return folder.segments()
                .resolve(String.format(Locale.ROOT, "set-%06d", set))
                .resolve("profiles.map")
                .toFile()
                .length();
    }

    private void lookAtDecisions(final boolean isHeld) {
        final String about = "decisions of " + tenant;
        try {
            final List<Path> chunks = ChunkReader.chunks(folder.decisions());
            if (chunks.isEmpty()) {
                findings.ok(about, "none are logged");
                return;
            }
            final long[] lastMs = {Long.MIN_VALUE};
            final ChunkReader reader = new ChunkReader();
            reader.readFrom(folder.decisions(), newestTwo(chunks), ReadSpan.ALL, (record, set) -> {
                lastMs[0] = Math.max(lastMs[0], record.nowMs());
                return true;
            });
            addDecisions(about, reader, lastMs[0], isHeld);
        } catch (final IOException | StoreException e) {
            findings.fault(about, String.valueOf(e.getMessage()), "docs/runbook/decision-log.md");
        }
    }

    // All of them may be 20 GiB; a tail that was cut off is in the newest, or the one before.
    private static Cursor newestTwo(final List<Path> chunks) {
        final Matcher newest =
                NUMBERED.matcher(String.valueOf(chunks.get(chunks.size() - 1).getFileName()));
        return newest.matches() ? new Cursor(Long.parseLong(newest.group(1)) - 1, 0) : Cursor.START;
    }

    private void addDecisions(final String about, final ChunkReader reader, final long lastMs, final boolean isHeld) {
        final String found = Amounts.bytes(ChunkReader.bytes(folder.decisions()))
                + (lastMs == Long.MIN_VALUE ? "" : ", the last of " + Amounts.time(lastMs));
        if (reader.damaged() > 0) {
            findings.fault(
                    about,
                    found + "; " + reader.damaged() + " records are not what was written",
                    "docs/runbook/decision-log.md");
        } else if (reader.cutBytes() > 0 && !isHeld) {
            findings.warn(
                    about,
                    found + "; the tail was cut off, " + reader.cutBytes() + " bytes of it",
                    "nothing: what was decided in the last second before the end is lost, the next start begins another file");
        } else if (reader.lost() > 0) {
            findings.warn(
                    about,
                    found + "; " + reader.lost() + " decisions were lost lately",
                    "docs/runbook/decision-log.md");
        } else {
            findings.ok(about, found);
        }
    }
}
