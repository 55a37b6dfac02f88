package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.health.Readiness;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose published table this version cannot compile is not ready, and a table file helps. */
class UndecidedTenantTest {
    private static final String ID = TenantDirectory.DEFAULT_TENANT;
    private static final byte[] TABLE = ControlTables.withPriority(70).getBytes(StandardCharsets.UTF_8);

    private TenantDirectory tenants = new TenantDirectory(List.of(ID));

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldNotBeReadyWhereThePublishedTableCannotBeCompiledAndSayWhatToDo() {
        publishOne();
        try (ControlPlane plane = spoiled()) {
            final Readiness readiness = readiness(plane);

            assertFalse(readiness.isReady());
            assertEquals(
                    "not ready: no table decides for default; this version cannot compile the one that is published"
                            + " (event=revision_refused in the log): publish another, or start with a table file",
                    readiness.text());
        }
    }

    @Test
    void shouldBeReadyAgainWithATableFileEvenOfTheVeryTableThatWasPublished() {
        publishOne();
        try (ControlPlane plane = spoiled()) {
            plane.configure(ID, TABLE);

            assertTrue(readiness(plane).isReady());
        }
    }

    @Test
    void shouldBeReadyWithoutATableWhereNoneWasEverPublished() {
        try (ControlPlane plane = plane(open())) {
            assertTrue(readiness(plane).isReady());
        }
    }

    private void publishOne() {
        try (ControlPlane plane = plane(open())) {
            plane.configure(ID, TABLE);
        }
        tenants = new TenantDirectory(List.of(ID));
    }

    private ControlPlane spoiled() {
        final FailingLog log = new FailingLog(open());
        log.spoilDocuments();
        return plane(log);
    }

    private Readiness readiness(final ControlPlane plane) {
        return new Readiness(
                new Readiness.Phase() {
                    @Override
                    public boolean isReady() {
                        return true;
                    }

                    @Override
                    public boolean isStopping() {
                        return false;
                    }
                },
                tenants,
                ordinal -> plane.hasTable(ID));
    }

    private SqliteControlLog open() {
        final Path file = directory.resolve("control.db");
        return SqliteControlLog.open(file, ChainKey.open(directory.resolve("control.key"), Files.exists(file)));
    }

    private ControlPlane plane(final ControlLog log) {
        return new ControlPlane(
                log, tenants, Map.of(ID, new KeyHasher(new byte[16])), ControlSettings.DEFAULT, InstantSource.system());
    }
}
