package io.kairoute.router.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Brings the JSON Schema of the YAML form, by which editors complete and check a table while it is written. */
public final class TableSchema {
    private static final String RESOURCE = "table.schema.json";

    private TableSchema() {}

    /** The schema, a JSON document in UTF-8 of the draft 2020-12. */
    public static byte[] bytes() {
        try (InputStream schema = TableSchema.class.getResourceAsStream(RESOURCE)) {
            if (schema == null) {
                throw new IllegalStateException(RESOURCE + " is not in the jar");
            }
            return schema.readAllBytes();
        } catch (final IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
