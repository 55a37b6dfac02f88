package io.kairoute.gateway.control.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainKeyTest {
    @TempDir
    private Path temp = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "rw-------, false, kairoute, false",
        "r--------, false, kairoute, false",
        "r--r-----, false, kairoute, true",
        "r--r-----, true, kairoute, false",
        "r--r-----, true, root, true",
        "rw-rw----, true, kairoute, true",
        "r--r--r--, true, kairoute, true",
    })
    void shouldLetAGroupReadAKeyOfRootsAlone(
            final String permissions, final boolean isRoots, final String user, final boolean isOpen) {
        assertEquals(isOpen, ChainKey.isOpen(PosixFilePermissions.fromString(permissions), isRoots, user));
    }

    @Test
    void shouldRefuseAKeyThatEverybodyMayRead() throws Exception {
        final Path key = temp.resolve("control.key");
        ChainKey.open(key, false);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        final StoreException refused = assertThrows(StoreException.class, () -> ChainKey.read(key));

        assertTrue(
                refused.getMessage().contains("is open to others (rw-r--r--): run chmod 600 on it"),
                refused.getMessage());
    }
}
