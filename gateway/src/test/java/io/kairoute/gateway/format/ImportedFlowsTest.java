package io.kairoute.gateway.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.kairoute.gateway.config.ConfigLoader;
import io.kairoute.gateway.config.RouteConfig;
import io.kairoute.routing.v1.RouteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The flows that platforms import lead somewhere on every path, and read only keys that an answer has. */
class ImportedFlowsTest {
    private static final Path INTEGRATIONS = Path.of("..", "deploy", "integrations");

    @Test
    void shouldLeadSomewhereOnEveryPathOfTwilio() throws IOException {
        final JsonNode flow = json("twilio/kairoute-flow.json");
        final Set<String> states = new HashSet<>();
        flow.get("states").forEach(state -> states.add(state.get("name").asText()));

        flow.findValuesAsText("next").forEach(next -> assertTrue(states.contains(next), next));

        assertTrue(states.contains(flow.get("initial_state").asText()));
        assertEquals(
                List.of("decided_queue", "default_queue"),
                state(flow, "kairoute").findValuesAsText("next"));
        assertTrue(keys().containsAll(read(flow, "widgets\\.kairoute\\.parsed\\.([a-z_0-9]+)")));
    }

    @Test
    void shouldLeadSomewhereOnEveryPathOfConnect() throws IOException {
        final JsonNode flow = json("connect/kairoute-flow.json");
        final Set<String> actions = new HashSet<>();
        flow.get("Actions")
                .forEach(action ->
                        assertTrue(actions.add(action.get("Identifier").asText())));

        flow.findValuesAsText("NextAction").forEach(next -> assertTrue(actions.contains(next), next));

        assertTrue(actions.contains(flow.get("StartAction").asText()));
        assertTrue(keys().containsAll(read(flow, "\\$\\.External\\.([a-z_0-9]+)")));
    }

    @Test
    void shouldHaveABlockForEachPriorityOfConnect() throws IOException {
        final RouteConfig.Scale scale = scale("connect");
        final Set<String> blocks = new HashSet<>();
        json("connect/kairoute-flow.json").findValuesAsText("QueuePriority").forEach(blocks::add);

        final Set<String> wanted = new HashSet<>();
        for (int priority = 0; priority <= 100; priority++) {
            wanted.add(Long.toString(new PriorityScale(scale.atLowest(), scale.atHighest()).of(priority)));
        }
        assertEquals(wanted, blocks);
    }

    @Test
    void shouldAskForWhatAQuestionHasAndGiveOutWhatAnAnswerHasAtGenesys() throws IOException {
        final JsonNode action = json("genesys/kairoute-route.custom.json");
        final JsonNode output = action.at("/contract/output/successSchema");
        final Set<String> required = new HashSet<>();
        output.get("required").forEach(key -> required.add(key.asText()));

        final Set<String> asked = names(action.at("/contract/input/inputSchema/properties"));

        final Set<String> fields = RouteRequest.getDescriptor().getFields().stream()
                .map(FieldDescriptor::getName)
                .collect(Collectors.toSet());
        assertTrue(fields.containsAll(asked), asked::toString);
        assertTrue(asked.containsAll(List.of("contact_id", "channel", "customer_key")), asked::toString);
        assertEquals(keys(), names(output.get("properties")));
        assertEquals(keys(), required);
        assertTrue(action.at("/config/request/requestUrlTemplate").asText().endsWith("/v1/route?format=genesys"));
    }

    private static Set<String> names(final JsonNode properties) {
        final Set<String> names = new HashSet<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A point of Genesys is a minute of waiting. */
    @Test
    void shouldLetNobodyOvertakeAtGenesysWhoWaitedTenMinutes() {
        final RouteConfig.Scale scale = scale("genesys");

        assertEquals(0, new PriorityScale(scale.atLowest(), scale.atHighest()).of(0));
        assertEquals(10, new PriorityScale(scale.atLowest(), scale.atHighest()).of(100));
    }

    private static RouteConfig.Scale scale(final String platform) {
        return Objects.requireNonNull(ConfigLoader.load(null, Map.of(), Map.of())
                .config()
                .route()
                .priorityScales()
                .get(platform));
    }

    private static JsonNode state(final JsonNode flow, final String name) {
        for (final JsonNode state : flow.get("states")) {
            if (state.get("name").asText().equals(name)) {
                return state;
            }
        }
        throw new AssertionError("no state " + name);
    }

    private static Set<String> read(final JsonNode flow, final String pattern) {
        final Set<String> read = new HashSet<>();
        final Matcher matcher = Pattern.compile(pattern).matcher(flow.toString());
        while (matcher.find()) {
            read.add(matcher.group(1));
        }
        return read;
    }

    private static Set<String> keys() throws IOException {
        return new HashSet<>(Files.readAllLines(INTEGRATIONS.resolve("flat-keys.txt")));
    }

    private static JsonNode json(final String file) throws IOException {
        return new ObjectMapper().readTree(INTEGRATIONS.resolve(file).toFile());
    }
}
