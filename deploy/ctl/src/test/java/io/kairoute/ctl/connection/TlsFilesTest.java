package io.kairoute.ctl.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.access.Tls;
import io.kairoute.ctl.outcome.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TlsFilesTest {
    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -----BEGIN PRIVATE KEY-----/MIGHA/-----END PRIVATE KEY-----   | the key is cut off or damaged
            -----BEGIN PRIVATE KEY-----MIGHAgEA-----END PRIVATE KEY-----  | cannot be used
            -----BEGIN EC PRIVATE KEY-----/MIGH/-----END EC PRIVATE KEY-----| there is no PKCS 8 key in
            -----END PRIVATE KEY-----/-----BEGIN PRIVATE KEY-----         | there is no PKCS 8 key in
            ''                                                            | there is no PKCS 8 key in
            """)
    void shouldSayInOneSentenceWhyAKeyCannotBeUsed(final String text, final String sentence) throws IOException {
        final Path key = Files.writeString(directory.resolve("key.pem"), text.replace('/', '\n'));
        final Tls tls = new Tls(true, null, directory.resolve("cert.pem"), key);

        final Refusal refusal = assertThrows(Refusal.class, () -> TlsFiles.context(tls));

        final String said = String.valueOf(refusal.getMessage());
        assertTrue(said.contains(sentence), said);
        assertEquals(1, said.lines().count(), said);
    }
}
