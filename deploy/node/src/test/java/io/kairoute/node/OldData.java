package io.kairoute.node;

import io.kairoute.gateway.config.ConfigLoader;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.node.serve.NodeSetup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What an older version left, see {@code old-data/README.md}, and a node of today over a copy of it. */
final class OldData {
    private OldData() {}

    /** The API key of one of the people of the fixture. */
    static String key(final String who) {
        return "fixture-key-of-" + who + "-0123456789abcdef0123456789abcdef";
    }

    /** Unpacks the data directory; returns where to. */
    static Path unpack(final Path data) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(resource("data.zip"))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                final Path file = data.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
                if (file.endsWith("secret") || file.endsWith("control.key")) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                }
            }
        }
        return data;
    }

    /** Copies one of the files into a directory; returns the copy. */
    static Path copy(final String name, final Path directory) throws IOException {
        final Path copy = directory.resolve(name);
        try (InputStream in = resource(name)) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }

    /** A node over the directory, once its segment sets are open. */
    static Node serve(final Path data, final Path credentials, final Consumer<String> notes) {
        final Map<Property, String> given = new EnumMap<>(Property.class);
        given.put(Property.DATA_DIR, data.toString());
        given.put(Property.TENANTS, "default,bank");
        given.put(Property.ROUTE_PORT, "0");
        given.put(Property.ADMIN_PORT, "0");
        given.put(Property.IDENTITY_CREDENTIALS, credentials.toString());
        given.put(Property.DECISIONS_RETENTION_DAYS, "3650");
        final Node node = NodeSetup.of(ConfigLoader.load(null, Map.of(), given).config(), "test", notes)
                .start();
        node.awaitSegments();
        return node;
    }

    static InputStream resource(final String name) throws IOException {
        return Files.newInputStream(Path.of("src/test/resources/old-data", name));
    }
}
