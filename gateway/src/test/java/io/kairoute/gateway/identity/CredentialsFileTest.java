package io.kairoute.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.snapshot.TenantDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsFileTest {
    private static final String HASH = "9f".repeat(32);
    private static final String KEYS = "keys:\n  - {name: ann, sha256: " + HASH + ", roles: [viewer]}\n";
    private static final String CERTIFICATES = "certificates:\n  - {name: ann, subject: \"CN=ann\", roles: [viewer]}\n";

    @TempDir
    private Path directory;

    @Test
    void shouldNameCallersByTheKindOfTheirProof() throws Exception {
        final Credentials credentials = read(KEYS + CERTIFICATES);

        assertEquals(
                "key:ann", Objects.requireNonNull(credentials.ofKeyHash(HASH)).name());
        assertEquals(
                "cert:ann",
                Objects.requireNonNull(credentials.ofSubject(new X500Principal("CN=ann")))
                        .name());
    }

    @Test
    void shouldRefuseASecondDocument() {
        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> read(KEYS + "---\n" + CERTIFICATES));

        assertTrue(
                String.valueOf(refused.getMessage()).contains("a second document begins here"), refused.getMessage());
    }

    @Test
    void shouldRefuseASecondDocumentThatCannotBeRead() {
        assertThrows(IllegalArgumentException.class, () -> read(KEYS + "---\nnonsense: true\n"));
    }

    @Test
    void shouldTakeADocumentBetweenItsMarks() throws Exception {
        assertEquals(1, read("---\n" + KEYS + "...\n").count());
    }

    private Credentials read(final String text) throws Exception {
        final Path file = directory.resolve("credentials.yaml");
        Files.writeString(file, text);
        return CredentialsFile.read(file, new TenantDirectory(List.of("default")));
    }
}
