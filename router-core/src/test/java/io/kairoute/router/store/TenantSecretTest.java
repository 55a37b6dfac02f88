package io.kairoute.router.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantSecretTest {
    private static final String HEX = "000102030405060708090a0b0c0d0e0f";

    @TempDir
    private Path temp;

    private TenantFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new TenantFolder(temp, true);
    }

    @Test
    void shouldMakeASecretOnceForItsOwnerAlone() throws IOException {
        final TenantSecret made = TenantSecret.open(folder);
        final TenantSecret read = TenantSecret.open(folder);

        assertEquals(hash(made.hasher()), hash(read.hasher()));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.secretFile())));
        assertTrue(Files.readString(folder.secretFile()).matches("[0-9a-f]{32}\n"));
    }

    @Test
    void shouldMakeADifferentSecretForEachTenant(@TempDir final Path other) {
        final TenantSecret mine = TenantSecret.open(folder);
        final TenantSecret theirs = TenantSecret.open(new TenantFolder(other, true));

        assertNotEquals(hash(mine.hasher()), hash(theirs.hasher()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----wx"})
    void shouldRefuseASecretThatIsOpenToOthers(final String permissions) throws IOException {
        TenantSecret.open(folder);
        Files.setPosixFilePermissions(folder.secretFile(), PosixFilePermissions.fromString(permissions));

        final StoreException refused = assertThrows(StoreException.class, () -> TenantSecret.open(folder));

        assertEquals(
                "the secret " + folder.secretFile() + " is open to others (" + permissions + "): run chmod 600 on it",
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0001", "zz0102030405060708090a0b0c0d0e0f", HEX + "00", HEX + HEX + HEX})
    void shouldRefuseAFileThatIsNoSecret(final String contents) throws IOException {
        TenantSecret.open(folder);
        Files.writeString(folder.secretFile(), contents);

        final StoreException refused = assertThrows(StoreException.class, () -> TenantSecret.open(folder));

        assertTrue(refused.getMessage().contains("does not hold 32 hex digits: restore it"), refused.getMessage());
        assertFalse(!contents.isEmpty() && refused.getMessage().contains(contents), "the contents must not be told");
    }

    @Test
    void shouldNotMakeANewSecretBesideSetsThatNeedTheOldOne() throws IOException {
        Files.createDirectories(folder.segments());
        Files.writeString(folder.segments().resolve("active"), "1\n");

        final StoreException refused = assertThrows(StoreException.class, () -> TenantSecret.open(folder));

        assertTrue(refused.getMessage().contains("is missing, and without it no stored customer can be found"));
        assertFalse(Files.exists(folder.secretFile()));
    }

    @Test
    void shouldTakeASecretFromTheEnvironment() {
        final TenantSecret secret = TenantSecret.parse("KAIROUTE_SECRET", HEX + "\n");

        assertEquals(hash(new KeyHasher(HexFormat.of().parseHex(HEX))), hash(secret.hasher()));
    }

    @Test
    void shouldRefuseAWrongValueOfTheEnvironmentWithoutTellingIt() {
        final StoreException refused =
                assertThrows(StoreException.class, () -> TenantSecret.parse("KAIROUTE_SECRET", "hunter2"));

        assertEquals("KAIROUTE_SECRET must be 32 hex digits, as the tenant's secret file is", refused.getMessage());
    }

    @Test
    void shouldNotTellItself() {
        assertEquals("TenantSecret(hidden)", TenantSecret.parse("x", HEX).toString());
    }

    private static String hash(final KeyHasher hasher) {
        final byte[] text = "crm:1".getBytes(StandardCharsets.US_ASCII);
        final SegmentKey key = new SegmentKey();
        hasher.hash(text, 0, text.length, key);
        return key.low() + ":" + key.high();
    }
}
