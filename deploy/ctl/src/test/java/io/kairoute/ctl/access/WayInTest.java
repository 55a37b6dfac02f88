package io.kairoute.ctl.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class WayInTest {
    private static final String OTHERWISE = "localhost:7401";

    @TempDir
    private Path directory = Path.of("");

    private final Map<String, String> variables = new HashMap<>();

    @Command(name = "x")
    private static final class Holder {
        @Mixin
        private final WayIn way = new WayIn();
    }

    @BeforeEach
    void keepContextsApart() {
        variables.put(
                "KAIROUTE_CONTEXTS", directory.resolve("folder/contexts.yaml").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "node:1,           kr_context",
        "NODE:9,           kr_context",
        "https://node/,    kr_context",
        "route.node:1,     kr_context",
        "nodes:1,          ''",
        "other:1,          ''",
        "node.example:1,   ''"
    })
    void shouldTellAContextsSecretToItsHostsAlone(final String target, final String secret) throws IOException {
        final Path key = Files.writeString(directory.resolve("context.key"), "kr_context\n");
        contexts()
                .put(
                        "prod",
                        new Context(Map.of(
                                "target", "node:1", "route_target", "route.node:2", "api_key_file", key.toString())));

        assertEquals(secret, text(way().toAdmin(target, null, OTHERWISE)).split(" ", -1)[2]);
    }

    @ParameterizedTest
    @CsvSource({"node:9, true", "other:9, false", "https://other:9, true"})
    void shouldSpeakTlsToAHostThatTheContextSpeaksTlsTo(final String target, final boolean isTls) {
        contexts().put("prod", new Context(Map.of("target", "https://node:1")));

        assertEquals(isTls, way().toAdmin(target, null, OTHERWISE).tls().on());
    }

    @Test
    void shouldTakeFlagsBeforeVariablesAndThoseBeforeTheContext() throws IOException {
        final Path ofContext = Files.writeString(directory.resolve("context.key"), "kr_context\n");
        final Path ofFlag = Files.writeString(directory.resolve("flag.key"), "kr_flag\n");
        contexts()
                .put(
                        "prod",
                        new Context(Map.of(
                                "target",
                                "node:1",
                                "tenant",
                                "bank",
                                "api_key_file",
                                ofContext.toString(),
                                "tls",
                                "true")));

        final Access context = way().toAdmin(null, null, OTHERWISE);
        assertEquals("node:1 bank kr_context true", text(context));

        variables.put("KAIROUTE_TARGET", "variable:2");
        variables.put("KAIROUTE_TOKEN", "eyJ");
        final Access variable = way().toAdmin(null, null, OTHERWISE);
        assertEquals("variable:2 bank Bearer eyJ true", text(variable));

        final Access flag = way("--api-key-file", ofFlag.toString()).toAdmin("flag:3", "shop", OTHERWISE);
        assertEquals("flag:3 shop kr_flag true", text(flag));
        assertFalse(flag.toString().contains("kr_flag"), flag.toString());
    }

    @Test
    void shouldAskThisMachineWhereNothingIsSaid() {
        assertEquals(new Access(OTHERWISE, "", Credential.NONE, Tls.OFF), way().toAdmin(null, null, OTHERWISE));
    }

    @ParameterizedTest
    @CsvSource({
        "node.example:7401,          node.example",
        "node.example,               node.example",
        "[::1]:7401,                 [::1]",
        "::1,                        ::1",
    })
    void shouldFindTheRouteListenerOnTheHostOfTheAdminListener(final String admin, final String route) {
        variables.put("KAIROUTE_TARGET", admin);

        assertEquals(route, way().toRoute(null, "localhost:7400").target());
    }

    @Test
    void shouldSpeakTlsToAnHttpsAddress() {
        final Access access = way().toAdmin("https://node:1/", null, OTHERWISE);

        assertEquals("node:1", access.target());
        assertTrue(access.tls().on());
    }

    @Test
    void shouldSayWhichContextsThereAre() {
        contexts().put("prod", new Context(Map.of("target", "node:1")));
        variables.put("KAIROUTE_CONTEXT", "test");

        final Refusal refusal = assertThrows(Refusal.class, () -> way().toAdmin(null, null, OTHERWISE));

        assertEquals(ExitCode.NOT_FOUND, refusal.exitCode());
        assertTrue(
                String.valueOf(refusal.getMessage()).startsWith("There is no context test in "), refusal.getMessage());
        assertTrue(String.valueOf(refusal.getMessage()).endsWith("; there are prod."), refusal.getMessage());
    }

    @Test
    void shouldKeepContextsForTheirOwnerAlone() throws IOException {
        final Contexts contexts = contexts();
        contexts.put("prod", new Context(Map.of("target", "[::1]:1", "tenant", "no")));
        contexts.put("test", new Context(Map.of("target", "node:2")));
        contexts.use("test");
        contexts.remove("test");

        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("folder/contexts.yaml"))));
        assertEquals("no", contexts().get("prod").value("tenant"));
        assertEquals("[::1]:1", contexts().get("prod").value("target"));
        assertEquals("", contexts().current());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            contexts: [a]                    | is no map
            contexts: {a: {port: 1}}         | context a may hold
            contexts: {a                     | cannot be read
            other: 1                         | it may hold current and contexts
            null: 1                          | the file is no map of names and values
            contexts: {null: {target: a}}    | contexts is no map of names and values
            """)
    void shouldSayWhatIsWrongWithTheFile(final String text, final String sentence) throws IOException {
        Files.createDirectories(directory.resolve("folder"));
        Files.writeString(directory.resolve("folder/contexts.yaml"), text);

        final Refusal refusal = assertThrows(Refusal.class, this::contexts);

        assertTrue(String.valueOf(refusal.getMessage()).contains(sentence), refusal.getMessage());
        assertEquals(1, String.valueOf(refusal.getMessage()).lines().count());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --cert a.pem                          | belong together
            --api-key-file a --token-file b       | not both
            --api-key-file none                   | --api-key-file: none does not exist
            --api-key-file /dev/zero              | --api-key-file: /dev/zero is larger than 1 MiB
            --token-file /                        | --token-file: / is a directory
            """)
    void shouldRefuseHalfAWayIn(final String arguments, final String sentence) {
        final Refusal refusal =
                assertThrows(Refusal.class, () -> way(arguments.split(" ", -1)).toAdmin(null, null, OTHERWISE));

        assertTrue(String.valueOf(refusal.getMessage()).contains(sentence), refusal.getMessage());
    }

    private Contexts contexts() {
        return Contexts.of(new Surroundings(variables));
    }

    private WayIn way(final String... arguments) {
        final Holder holder = new Holder();
        new CommandLine(holder).parseArgs(arguments);
        holder.way.surround(new Surroundings(variables));
        return holder.way;
    }

    private static String text(final Access access) {
        return access.target() + " " + access.tenant() + " "
                + access.credential().value() + " " + access.tls().on();
    }
}
