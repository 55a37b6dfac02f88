package io.kairoute.node.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kairoute.ctl.CommandRun;
import io.kairoute.gateway.config.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds heaps and limits that ship against the formula: the file names the command, and what it says is what the file has. */
class ShippedMemoryTest {
    private static final Pattern COMMAND = Pattern.compile("# .*`kairoute (capacity [^`]*)`.*");

    @Test
    void shouldShipAPackageWithTheHeapOfTheFormula() throws IOException {
        final String file = Files.readString(Path.of("../package/debian/default"));

        assertEquals(asked(file).get("java_opts").asText(), found(file, "(?m)^KAIROUTE_JAVA_OPTS=(.*)$"));
    }

    @Test
    void shouldShipManifestsWithTheMemoryOfTheFormula() throws IOException {
        final String file = Files.readString(Path.of("../kubernetes/base/statefulset.yaml"));
        final JsonNode asked = asked(file);
        final String limit = asked.get("memory_limit_mib").asText() + "Mi";

        assertEquals(asked.get("java_opts").asText(), found(file, "JDK_JAVA_OPTIONS, value: ([^}]*)}"));
        assertEquals(limit, found(file, "limits: \\{memory: ([^}]*)}"));
        assertEquals(limit, found(file, "requests: \\{cpu: \"2\", memory: ([^}]*)}"));
    }

    @Test
    void shouldShipManifestsWithADiskForTheSetsAndTheLargestDecisionLog() throws IOException {
        final String file = Files.readString(Path.of("../kubernetes/base/statefulset.yaml"));
        final long gib = Long.parseLong(found(file, "storage: ([0-9]+)Gi"));

        final long needed = asked(file).get("segment_sets_gib").asLong()
                + Long.parseLong(Property.DECISIONS_MAX_GIB.defaultText())
                + 1;

        assertTrue(gib >= needed, gib + " GiB of " + needed);
    }

    private static JsonNode asked(final String file) throws IOException {
        final Matcher command = COMMAND.matcher(file);
        assertTrue(command.find(), file);
        final CommandRun run = CommandRun.of((command.group(1) + " -o json").split(" ", -1));
        return new ObjectMapper().readTree(run.out());
    }

    private static String found(final String file, final String pattern) {
        final Matcher found = Pattern.compile(pattern).matcher(file);
        assertTrue(found.find(), pattern);
        return found.group(1);
    }
}
