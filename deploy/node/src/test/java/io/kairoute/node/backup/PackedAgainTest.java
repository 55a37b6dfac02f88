package io.kairoute.node.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.TenantSecret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups that somebody unpacked and packed again. */
class PackedAgainTest {
    private static final String SECRET = "tenants/default/secret";

    @TempDir
    private Path directory = Path.of("");

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    @BeforeEach
    void backUp() throws IOException {
        final Path data = directory.resolve("data");
        try (DataDirectory made = DataDirectory.open(data, "test", InstantSource.system())) {
            TenantSecret.open(made.tenant("default"));
        }
        final Path backup = directory.resolve("whole.zip");
        Backup.write(data, backup, false);
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            for (final ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        assertTrue(entries.containsKey(SECRET), entries.keySet().toString());
    }

    @Test
    void shouldRestoreABackupWithEntriesForFolders() throws IOException {
        final Map<String, byte[]> packed = new LinkedHashMap<>();
        packed.put("tenants/", new byte[0]);
        packed.put("tenants/default/", new byte[0]);
        packed.putAll(entries);

        assertRestored(packed, name -> name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__MACOSX/._FORMAT",
                "__MACOSX/tenants/default/._secret",
                ".DS_Store",
                "tenants/.DS_Store",
                "tenants/default/._secret",
                "Thumbs.db",
                "tenants/Desktop.ini"
            })
    void shouldLeaveOutWhatOtherSystemsPutIn(final String stray) throws IOException {
        final Map<String, byte[]> packed = new LinkedHashMap<>(entries);
        packed.put(stray, new byte[] {1});

        final Path restored = assertRestored(packed, name -> name);

        assertFalse(Files.exists(restored.resolve(stray)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"monday/", "./", "my backup/"})
    void shouldRestoreABackupThatLiesInAFolder(final String folder) throws IOException {
        assertRestored(entries, name -> folder + name);
    }

    @Test
    void shouldRestoreABackupWhoseNamesHaveBackslashes() throws IOException {
        assertRestored(entries, name -> name.replace('/', '\\'));
    }

    @Test
    void shouldNotCallRestoredWhatLacksItsSecret() throws IOException {
        entries.remove(SECRET);
        entries.put("tenants/default/segments/active", "1\n".getBytes(StandardCharsets.US_ASCII));

        final String said = refusal(entries);

        assertTrue(said.startsWith("The backup lacks tenants/default/secret, and without it no customer"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest", "profiles.map"})
    void shouldNotCallRestoredWhatLacksAFileOfItsSet(final String missing) throws IOException {
        entries.put("tenants/default/segments/active", "1\n".getBytes(StandardCharsets.US_ASCII));
        for (final String name : new String[] {"manifest", "profiles.map"}) {
            entries.put("tenants/default/segments/set-000001/" + name, new byte[] {1});
        }
        entries.remove("tenants/default/segments/set-000001/" + missing);

        final String said = refusal(entries);

        assertTrue(said.startsWith("The backup lacks tenants/default/segments/set-000001/" + missing), said);
    }

    @Test
    void shouldNotCallRestoredWhatDoesNotSayItsFormat() throws IOException {
        entries.remove("FORMAT");

        assertTrue(refusal(entries).startsWith("The backup lacks the file FORMAT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../out", "/etc/out", "tenants/../../out", "..\\out"})
    void shouldRefuseAnEntryThatLeadsOutOfTheBackup(final String name) throws IOException {
        entries.put(name, new byte[] {1});

        assertEquals("The backup holds an entry that leads out of it: " + name + ".", refusal(entries));
        assertFalse(Files.exists(directory.resolve("out")));
    }

    @Test
    void shouldSayThatAFileIsNoZip() throws IOException {
        final Path file = Files.write(directory.resolve("cut.zip"), Arrays.copyOf(zip(entries, name -> name), 100));

        final Refusal refused = assertThrows(Refusal.class, () -> Restore.into(file, directory.resolve("restored")));

        assertEquals(
                "The backup " + file + " cannot be read as a zip: it is cut off, damaged, or packed in another way.",
                refused.getMessage());
    }

    private Path assertRestored(final Map<String, byte[]> packed, final UnaryOperator<String> named)
            throws IOException {
        final Path file = Files.write(directory.resolve("again.zip"), zip(packed, named));
        final Path restored = directory.resolve("restored");

        Restore.into(file, restored);

        assertEquals(
                new String(entries.getOrDefault(SECRET, new byte[0]), StandardCharsets.US_ASCII),
                Files.readString(restored.resolve(SECRET)));
        assertTrue(Files.exists(restored.resolve("FORMAT")));
        return restored;
    }

    private String refusal(final Map<String, byte[]> packed) throws IOException {
        final Path file = Files.write(directory.resolve("again.zip"), zip(packed, name -> name));
        final Path restored = directory.resolve("restored");

        final Refusal refused = assertThrows(Refusal.class, () -> Restore.into(file, restored));

        assertFalse(Files.exists(restored));
        return String.valueOf(refused.getMessage());
    }

    private static byte[] zip(final Map<String, byte[]> packed, final UnaryOperator<String> named) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = bytes;
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (final Map.Entry<String, byte[]> entry : packed.entrySet()) {
                zip.putNextEntry(new ZipEntry(named.apply(entry.getKey())));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
