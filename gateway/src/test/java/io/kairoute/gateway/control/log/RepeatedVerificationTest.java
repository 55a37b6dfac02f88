package io.kairoute.gateway.control.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.Switch;
import io.kairoute.control.v1.SwitchSet;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RepeatedVerificationTest {
    private static final long NOW_MS = 1_800_000_000_000L;

    @TempDir
    private Path directory;

    private ChainKey write(final int entries) {
        final ChainKey key = ChainKey.open(directory.resolve("control.key"), false);
        try (SqliteControlLog log = SqliteControlLog.open(file(), key)) {
            final TakesAll fold = TakesAll.after(log);
            for (int i = 0; i < entries; i++) {
                fold.append(new Proposal(
                        i % 2 == 0 ? "default" : "bank",
                        NOW_MS + i,
                        "ann",
                        "here",
                        "because",
                        Command.newBuilder()
                                .setSwitchSet(SwitchSet.newBuilder()
                                        .setAfter(Switch.newBuilder().setSwitch("stage_two")))
                                .setRequestId("r" + i)
                                .build(),
                        Beside.NOTHING));
            }
        }
        return key;
    }

    private Path file() {
        return directory.resolve("control.db");
    }

    @Test
    void shouldTellForEachTenantUpToWhichEntryItChecked() {
        final ChainKey key = write(1_201);
        try (RepeatedVerification verification =
                new RepeatedVerification(file(), key, () -> Instant.ofEpochMilli(NOW_MS))) {
            assertEquals(Verified.NOTHING, verification.verified());

            assertTrue(verification.check());

            assertEquals(601, verification.verified().head("default").count());
            assertEquals(600, verification.verified().head("bank").count());
            assertEquals(NOW_MS, verification.verified().atMs());
            assertEquals(AuditHead.NONE, verification.verified().head("nobody"));
        }
    }

    @Test
    void shouldLookAgainSoonWhereNothingWasThereToCheck() {
        final ChainKey key = write(0);
        try (RepeatedVerification verification =
                new RepeatedVerification(file(), key, () -> Instant.ofEpochMilli(NOW_MS))) {

            final boolean isDone = verification.check();

            assertFalse(isDone);
            assertEquals(AuditHead.NONE, verification.verified().head("default"));
        }
    }

    @Test
    @Timeout(20)
    void shouldCheckAgainWhenSomebodyAsks() {
        final ChainKey key = write(700);
        final AtomicLong now = new AtomicLong(NOW_MS);
        try (RepeatedVerification verification =
                new RepeatedVerification(file(), key, () -> Instant.ofEpochMilli(now.getAndIncrement()))) {
            assertEquals(OptionalLong.empty(), verification.checking());
            verification.start();
            while (verification.verified().atMs() == 0
                    || verification.checking().isPresent()) {
                Thread.onSpinWait();
            }
            assertEquals(NOW_MS, verification.verified().atMs());

            verification.checkNow();

            assertTrue(verification.checking().isPresent());
            while (verification.checking().isPresent()) {
                Thread.onSpinWait();
            }
            assertEquals(NOW_MS + 1, verification.verified().atMs());
            assertEquals(350, verification.verified().head("default").count());
        }
    }

    @Test
    void shouldFindAnEntryThatSomebodyEdited() throws Exception {
        final ChainKey key = write(700);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE entry SET reason = 'another' WHERE sequence = 612");
        }
        try (RepeatedVerification verification =
                new RepeatedVerification(file(), key, () -> Instant.ofEpochMilli(NOW_MS))) {
            assertFalse(verification.check() && verification.state() instanceof IntactState.Intact);

            assertEquals(new IntactState.Damaged(612), verification.state());
            assertEquals(Verified.NOTHING, verification.verified());
        }
    }
}
