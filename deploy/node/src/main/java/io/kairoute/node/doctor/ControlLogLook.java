package io.kairoute.node.doctor;

import io.kairoute.gateway.control.SnapshotHistory;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ChainVerifier;
import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.EntryFilter;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Looks at the control log: whether it is what was written, when it was written last, whether its newest tables compile here. */
final class ControlLogLook {
    private static final String LOG = "control log";
    private static final String CLOCK = "clock";
    private static final String RESTORE = "docs/runbook/restore.md";
    private static final long AHEAD_MS = 5_000;

    private final Findings findings;
    private final List<String> tenants;
    private final InstantSource clock;

    ControlLogLook(final Findings findings, final List<String> tenants, final InstantSource clock) {
        this.findings = findings;
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * Looks.
     *
     * @param log its file, or a copy of it
     * @param shownAs the file that a person knows
     */
    void look(final Path log, final Path shownAs, final Path keyFile) {
        if (!Files.exists(keyFile)) {
            findings.fault(
                    LOG,
                    "its key " + keyFile + " is not there, and without it the log cannot be checked",
                    "put the key back where control.key_file names it, or " + RESTORE);
            return;
        }
        try {
            final ChainKey key = ChainKey.read(keyFile);
            final ChainVerifier.Verdict verdict = ChainVerifier.verify(log, key, Map.of());
            if (verdict.findings().isEmpty()) {
                findings.ok(LOG, "all " + verdict.entries() + " entries are what was written");
                addTables(log, key);
            } else {
                findings.fault(
                        LOG,
                        verdict.findings().get(0)
                                + (verdict.findings().size() == 1
                                        ? ""
                                        : ", and " + (verdict.findings().size() - 1) + " more"),
                        RESTORE);
            }
        } catch (final StoreException e) {
            findings.fault(LOG, String.valueOf(e.getMessage()).replace(log.toString(), shownAs.toString()), RESTORE);
        }
    }

    private void addTables(final Path file, final ChainKey key) {
        try (ControlLog log = SqliteControlLog.openToRead(file, key)) {
            for (final String tenant : tenants) {
                addTable(tenant, log);
                addLast(tenant, log);
            }
        }
    }

    private void addTable(final String tenant, final ControlLog log) {
        final String about = "table of " + tenant;
        // Which keys the hash is for does not matter to a table.
        final SnapshotHistory history =
                new SnapshotHistory(tenant, new KeyHasher(new byte[KeyHasher.SECRET_BYTES]), log);
        try {
            final long newest = history.newestRevision();
            if (newest == 0) {
                findings.warn(about, "none is published", "publish one, or name one in tables");
            } else {
                findings.ok(about, "revision " + history.revision(newest).number() + " is the newest, and compiles");
            }
        } catch (final RuntimeException e) {
            findings.fault(about, "the newest revision is refused: " + e.getMessage(), "docs/runbook/not-ready.md");
        }
    }

    private void addLast(final String tenant, final ControlLog log) {
        for (final ControlEntry last : log.newest(tenant, EntryFilter.ALL, 1)) {
            final String found = "the last change of " + tenant + " is of " + Amounts.time(last.atMs());
            if (last.atMs() > clock.millis() + AHEAD_MS) {
                findings.fault(
                        CLOCK,
                        found + ", which is " + Amounts.span(last.atMs() - clock.millis()) + " ahead of this clock",
                        "docs/runbook/clock-off.md");
            } else {
                findings.ok(CLOCK, found);
            }
        }
    }
}
