package io.kairoute.gateway.identity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes credentials files for tests, with keys that are easy to name. */
public final class TestKeys {
    private final List<String> lines = new ArrayList<>();

    /** Adds a key; {@code more} are further fields, such as {@code platform: connect}. */
    public TestKeys add(final String key, final String tenant, final Role role, final String more) {
        lines.add("  - {name: " + key + ", sha256: " + NewKey.hash(key) + ", tenant: " + tenant + ", roles: ["
                + role.label() + "]" + (more.isEmpty() ? "" : ", " + more) + "}\n");
        return this;
    }

    /** Writes the file. */
    public Path write(final Path file) throws Exception {
        return Files.writeString(file, "keys:\n" + String.join("", lines));
    }
}
