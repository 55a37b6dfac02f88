package io.kairoute.router.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.decide.DecisionDigits;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The digits of a decision's id, for whoever knows the contact alone. */
class DecisionDigitsTest {
    @TempDir
    private Path directory;

    @Test
    void shouldBeThoseThatTheRouterGaveTheDecision() throws Exception {
        try (EmbeddedRouting routing = EmbeddedRouting.open(Host.TABLE, directory, InstantSource.fixed(Host.NOON))) {
            final ContactRouter router = routing.newRouter();
            final KeyHasher hasher =
                    TenantSecret.open(new TenantFolder(secret(), true)).hasher();
            for (final String contact : new String[] {"call-1", "", "Grüße", "c".repeat(128)}) {
                for (final int attempt : new int[] {0, 1, 70_000}) {
                    final String id = router.route(
                                    attempt == 0
                                            ? ContactRequest.of(contact)
                                            : ContactRequest.of(contact).retry(attempt, ""))
                            .decisionId();

                    assertEquals(
                            id.substring(id.indexOf('-') + 1),
                            HexFormat.of().formatHex(DecisionDigits.of(hasher, "default", contact, attempt)),
                            contact + " " + attempt);
                }
            }
        }
    }

    private Path secret() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            final Path file =
                    files.filter(one -> one.endsWith("secret")).findFirst().orElseThrow();
            return Objects.requireNonNull(file.getParent());
        }
    }
}
