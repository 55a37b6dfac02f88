package io.kairoute.gateway.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.kairoute.router.reference.Dice;
import io.kairoute.router.reference.TableGenerator;
import io.kairoute.router.table.Documents;
import io.kairoute.router.table.TableSchema;
import io.kairoute.router.table.yaml.TableWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableSchemaTest {
    private static final int TABLES = Integer.getInteger("kairoute.tables", 40);
    private static final long SEED = Long.getLong("kairoute.seed", 7_001L);
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(new String(TableSchema.bytes(), StandardCharsets.UTF_8));

    @Test
    void shouldAcceptATableWithEveryKey() throws IOException {
        final Set<ValidationMessage> problems = SCHEMA.validate(YAML.readTree(Documents.full()));

        assertEquals(Set.of(), problems);
    }

    @Test
    void shouldAcceptGeneratedTables() throws IOException {
        for (int i = 0; i < TABLES; i++) {
            final byte[] table = TableWriter.write(TableGenerator.table(new Dice(SEED + i), 1_793_000_000_000L));

            final Set<ValidationMessage> problems = SCHEMA.validate(YAML.readTree(table));

            assertEquals(Set.of(), problems, "-Dkairoute.seed=" + (SEED + i));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/, colour, 1",
        "/, format, 2",
        "/defaults, tier, ",
        "/defaults/treatment, priority, 101",
        "/occasions/0, clear_at, often",
        "/occasions/0, jobb, x",
        "/occasions/0/treatment, sla, soon",
        "/signals/0/when, mood, bad",
        "/queues/0, capacity, lots",
    })
    void shouldRefuseWhatTheReaderRefuses(final String place, final String key, final String value) throws IOException {
        final JsonNode table = YAML.readTree(Documents.full());
        final ObjectNode part = (ObjectNode) table.at(place.equals("/") ? "" : place);
        if (value == null) {
            part.remove(key);
        } else {
            part.set(key, YAML.readTree(value));
        }

        final Set<ValidationMessage> problems = SCHEMA.validate(table);

        assertFalse(problems.isEmpty());
    }
}
