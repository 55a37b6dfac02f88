package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.identity.NewKey;
import io.kairoute.gateway.node.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a tenant names it, whoever asks. */
final class OwnTenantTest {
    private static final String TABLE = "../examples/telecom/table.yaml";

    @TempDir
    private Path directory = Path.of("");

    private final NewKey ofBank = NewKey.make(new SecureRandom());
    private final NewKey ofDefault = NewKey.make(new SecureRandom());
    private Node node;

    @BeforeEach
    void start() throws IOException {
        final Path credentials = Files.writeString(
                directory.resolve("callers.yaml"), "keys:\n" + line("bank", ofBank) + line("default", ofDefault));
        node = TestNode.start(
                directory,
                Map.of(
                        Property.TENANTS,
                        "default,bank",
                        Property.TABLES,
                        "default=" + TABLE + ",bank=" + TABLE,
                        Property.IDENTITY_CREDENTIALS,
                        credentials.toString()));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldNameTheTenantOfTheCredential() throws IOException {
        final CommandRun bank = head(ofBank);
        final CommandRun own = head(ofDefault);

        assertEquals(ExitCode.DONE, bank.code(), bank.err());
        assertTrue(bank.out().startsWith("bank="), bank.out());
        assertTrue(own.out().startsWith("default="), own.out());
        final CommandRun verified = CommandRun.of(
                "audit",
                "verify",
                "--data-dir",
                directory.resolve("data").toString(),
                "--head",
                bank.out().strip());
        assertEquals(ExitCode.DONE, verified.code(), verified.out() + verified.err());
    }

    @Test
    void shouldNameTheTenantThatAVariableNames() throws IOException {
        final CommandRun head = CommandRun.with(
                Map.of("KAIROUTE_TENANT", "bank", "KAIROUTE_API_KEY", ofBank.key()),
                "audit",
                "head",
                "--target",
                "127.0.0.1:" + node.adminPort());

        assertEquals(ExitCode.DONE, head.code(), head.err());
        assertTrue(head.out().startsWith("bank="), head.out());
    }

    @Test
    void shouldTellProgramsWhomAStatusIsAbout() throws IOException {
        final CommandRun status = asking(ofBank, "status", "-o", "json");

        assertEquals(ExitCode.DONE, status.code(), status.err());
        assertTrue(status.out().contains("\"tenant\": \"bank\""), status.out());
    }

    @Test
    void shouldNameTheTenantThatAnOpenNodeIsAskedAbout() {
        final Path open = directory.resolve("open");
        final String tables = "bank=" + TABLE + ",default=" + TABLE;
        try (Node asksNobody =
                TestNode.start(open, Map.of(Property.TENANTS, "bank,default", Property.TABLES, tables))) {
            final String target = "127.0.0.1:" + asksNobody.adminPort();

            final CommandRun unnamed = CommandRun.of("audit", "head", "--target", target);
            final CommandRun named =
                    CommandRun.with(Map.of("KAIROUTE_TENANT", "bank"), "audit", "head", "--target", target);

            assertTrue(unnamed.out().startsWith("default="), unnamed.out() + unnamed.err());
            assertTrue(named.out().startsWith("bank="), named.out() + named.err());
        }
    }

    private CommandRun head(final NewKey key) throws IOException {
        return asking(key, "audit", "head");
    }

    private CommandRun asking(final NewKey key, final String... words) throws IOException {
        final Path file = Files.writeString(directory.resolve("key"), key.key());
        final List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--target", "127.0.0.1:" + node.adminPort(), "--api-key-file", file.toString()));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private static String line(final String tenant, final NewKey key) {
        return "  - {name: of-" + tenant + ", sha256: " + key.sha256() + ", tenant: " + tenant + ", roles: [admin]}\n";
    }
}
