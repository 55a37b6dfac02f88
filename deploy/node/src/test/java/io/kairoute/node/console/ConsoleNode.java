package io.kairoute.node.console;

import io.kairoute.ctl.terminal.Screen;
import io.kairoute.gateway.config.ConfigLoader;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.identity.NewKey;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.imports.ImportRequest;
import io.kairoute.gateway.imports.MappingReader;
import io.kairoute.gateway.node.Node;
import io.kairoute.node.demo.DemoCustomersFile;
import io.kairoute.node.demo.DemoFiles;
import io.kairoute.node.segments.OfflineImport;
import io.kairoute.node.serve.NodeSetup;
import io.kairoute.router.snapshot.TenantDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A whole node with the demo's table and some of its customers, on ports of its own. */
final class ConsoleNode implements AutoCloseable {
    private static final long SEED = 11;
    private static final int CUSTOMERS = 500;
    private static final List<String> INTENTS =
            List.of("no_internet", "slow_internet", "overcharge", "cancel", "modem", "data_cap");
    private static final List<String> REGIONS = List.of("US-FL", "US-FL", "US-GA", "US-TX", "US-NY");

    private final Map<Property, String> flags;
    private final List<String> customers;
    private final String key;
    private Node node;
    private final HttpClient client = HttpClient.newHttpClient();
    private int sent;

    private ConsoleNode(final Map<Property, String> flags, final List<String> customers, final String key) {
        this.flags = flags;
        this.customers = customers;
        this.key = key;
        this.node = begun(flags);
    }

    /** Starts one that asks nobody for credentials. */
    static ConsoleNode start(final Path directory) {
        return start(directory, table -> table, false);
    }

    /** Starts one that asks nobody, with a table made of the demo's. */
    static ConsoleNode start(final Path directory, final UnaryOperator<String> table) {
        return start(directory, table, false);
    }

    /** Starts one that wants an API key; {@link #key} has one of each role. */
    static ConsoleNode guarded(final Path directory) {
        return start(directory, table -> table, true);
    }

    /** Starts one that asks nobody, whose first tenant has no table. */
    static ConsoleNode withoutTable(final Path directory) {
        final Map<Property, String> flags = new EnumMap<>(flags(directory.resolve("data")));
        flags.put(Property.TENANTS, TenantDirectory.DEFAULT_TENANT + ",bank");
        flags.put(Property.TABLES, "bank=" + DemoFiles.lay(directory).table());
        return new ConsoleNode(flags, List.of("crm:nobody"), "");
    }

    private static ConsoleNode start(final Path directory, final UnaryOperator<String> table, final boolean isGuarded) {
        final Path data = directory.resolve("data");
        final DemoFiles files = DemoFiles.lay(directory);
        DemoCustomersFile.write(files.customers(), SEED, CUSTOMERS, done -> {});
        write(files.table(), table.apply(read(files.table())));
        final ByteArrayOutputStream unread = new ByteArrayOutputStream();
        new OfflineImport(Screen.plain(unread, unread))
                .run(
                        data,
                        TenantDirectory.DEFAULT_TENANT,
                        new ImportRequest(
                                files.customers(),
                                MappingReader.read(files.customersMapping()),
                                files.rejects(),
                                "demo-500",
                                Instant.now()),
                        "test");
        final Map<Property, String> flags = new EnumMap<>(flags(data));
        flags.put(Property.TABLES, TenantDirectory.DEFAULT_TENANT + "=" + files.table());
        if (isGuarded) {
            flags.put(Property.IDENTITY_CREDENTIALS, credentials(directory).toString());
        }
        return new ConsoleNode(flags, keys(files.customers()), isGuarded ? key("admin") : "");
    }

    private static Map<Property, String> flags(final Path data) {
        return Map.of(
                Property.ROUTE_PORT, "0",
                Property.ADMIN_PORT, "0",
                Property.EVENT_LOOPS, "1",
                Property.DATA_DIR, data.toString());
    }

    private static Node begun(final Map<Property, String> flags) {
        final Node node = NodeSetup.of(ConfigLoader.load(null, Map.of(), flags).config(), "test", note -> {})
                .start();
        node.awaitSegments();
        return node;
    }

    private static Path credentials(final Path directory) {
        final Path file = directory.resolve("callers.yaml");
        write(
                file,
                Role.given().stream()
                        .map(Role::label)
                        .flatMap(role -> Stream.of(
                                named(role, List.of(role, role.equals("admin") ? "route" : "viewer")),
                                named(role + "-alone", List.of(role))))
                        .collect(Collectors.joining("", "keys:\n", "")));
        return file;
    }

    private static String named(final String name, final List<String> roles) {
        return "  - {name: " + name + ", sha256: " + NewKey.hash(key(name)) + ", roles: "
                + roles.stream().distinct().toList() + "}\n";
    }

    /** The API key of somebody with a role who may look, too; with {@code -alone} behind it, of somebody with that role and no other. */
    static String key(final String role) {
        return "kr_" + role + "-of-these-tests";
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(final Path file, final String text) {
        try {
            Files.writeString(file, text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it; {@link #startAgain} has it back at the same ports. */
    ConsoleNode stop() {
        flags.put(Property.ADMIN_PORT, String.valueOf(node.adminPort()));
        flags.put(Property.ROUTE_PORT, String.valueOf(node.routePort()));
        node.close();
        return this;
    }

    /** Starts it anew, with all that it kept. */
    void startAgain() {
        node = begun(flags);
    }

    int adminPort() {
        return node.adminPort();
    }

    private static List<String> keys(final Path file) {
        return read(file)
                .lines()
                .skip(1)
                .map(line -> "crm:" + line.substring(0, line.indexOf(',')))
                .toList();
    }

    /** Where browsers find the console. */
    String origin() {
        return "http://127.0.0.1:" + node.adminPort();
    }

    /** Routes one contact and gives the answer as JSON. */
    String route(final String contact) {
        return post("http://127.0.0.1:" + node.routePort() + "/v1/route", contact);
    }

    /** Routes contacts of many kinds, the next ones each time; for one thread at a time. */
    ConsoleNode withContacts(final int count) {
        for (final int until = sent + count; sent < until; sent++) {
            final int i = sent;
            final double sure = i % 7 == 0 ? 0.6 : 0.97;
            final String customer =
                    i % 3 == 0 ? "" : "\"customer_key\":\"" + customers.get(i % customers.size()) + "\",";
            route("{\"contact_id\":\"c-" + i + "\",\"channel\":\"" + (i % 4 == 0 ? "CHAT" : "VOICE") + "\","
                    + customer
                    + "\"intent\":\"" + INTENTS.get(i * 5 % 6) + "\",\"intent_confidence\":" + sure
                    + ",\"product\":\"internet\",\"region\":\""
                    + REGIONS.get(i % 5) + "\"}");
        }
        return this;
    }

    /** Asks the control API, as an operator's program would. */
    String control(final String path, final String body) {
        return post(origin() + "/v1/tenants/default/" + path, body);
    }

    /** Reads the control API. */
    String read(final String path) {
        return send(HttpRequest.newBuilder(URI.create(origin() + "/v1/tenants/default/" + path)));
    }

    /** The first message of the stream of what happens now, once something was decided. */
    String firstNews() throws IOException, InterruptedException {
        final HttpRequest request = HttpRequest.newBuilder(URI.create(origin() + "/v1/tenants/default/now:watch"))
                .header("accept", "text/event-stream")
                .build();
        try (Stream<String> lines =
                client.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            return lines.filter(line -> line.startsWith("data:") && line.contains("\"decision_id\""))
                    .findFirst()
                    .orElseThrow()
                    .substring("data:".length());
        }
    }

    /** Throws something of the control API away. */
    String delete(final String path) {
        return send(HttpRequest.newBuilder(URI.create(origin() + "/v1/tenants/default/" + path))
                .DELETE());
    }

    private String post(final String address, final String body) {
        return send(HttpRequest.newBuilder(URI.create(address))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String send(final HttpRequest.Builder asked) {
        final HttpRequest request = (key.isEmpty() ? asked : asked.header("x-api-key", key)).build();
        try {
            final HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        request.uri() + " was answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
