package io.kairoute.gateway.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kairoute.routing.v1.LadderStep;
import io.kairoute.routing.v1.RouteResponse;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ResponseFormatsTest {
    private static final Path INTEGRATIONS = Path.of("..", "deploy", "integrations");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOSTILE = "a<b>&\"'\\;=%\r\n\t\u0000\u0085${x}$${{y}} é😀,]}";
    private static final String CLEANED = "a<b>&\"'\\;=%x}y}} é😀,]}";

    private static final LaterQueues LATER =
            new LaterQueues(List.of("sip:overflow@acd", "", "sip:partner@acd"), "general", "sip:general@acd");

    private final ResponseFormats formats = new ResponseFormats(Map.of("connect", new PriorityScale(10, 1)));

    @ParameterizedTest
    @ValueSource(strings = {"flat", "connect", "genesys"})
    void shouldAlwaysHaveEveryKeyOfTheContract(final String name) throws Exception {
        final List<String> keys = Files.readAllLines(INTEGRATIONS.resolve("flat-keys.txt"));

        for (final RouteResponse decision : List.of(decision(), RouteResponse.getDefaultInstance())) {
            final JsonNode body = JSON.readTree(body(name, decision));

            final List<String> names = new ArrayList<>();
            body.fieldNames().forEachRemaining(names::add);
            assertEquals(keys, names);
            body.forEach(value -> assertTrue(value.isValueNode() && !value.isNull(), value.toString()));
        }
        assertEquals(25, keys.size());
    }

    @Test
    void shouldKeepTypesInFlatAndTextInConnect() throws Exception {
        final JsonNode flat = JSON.readTree(body("flat", decision()));
        final JsonNode connect = JSON.readTree(body("connect", decision()));

        assertEquals(30, flat.get("sla_seconds").intValue());
        assertEquals(70, flat.get("priority").intValue());
        assertTrue(flat.get("fallback").isBoolean());
        connect.forEach(value -> assertTrue(value.isTextual(), value.toString()));
        assertEquals("4", connect.get("priority").textValue());
        assertEquals("61", connect.get("ladder_1_after_seconds").textValue());
    }

    @Test
    void shouldFitTheContractThatGenesysImports() throws Exception {
        final JsonNode action = JSON.readTree(
                INTEGRATIONS.resolve("genesys/kairoute-route.custom.json").toFile());
        final JsonNode schema = action.at("/contract/output/successSchema");
        final JsonNode body = JSON.readTree(body("genesys", decision()));

        assertTrue(schema.get("additionalProperties").asBoolean(), "a key that comes later is no failure");
        schema.get("required").forEach(key -> assertTrue(body.has(key.textValue()), key.toString()));
        body.fieldNames().forEachRemaining(key -> {
            final String type = schema.at("/properties/" + key + "/type").textValue();
            final JsonNode value = body.get(key);
            assertTrue(
                    switch (String.valueOf(type)) {
                        case "string" -> value.isTextual();
                        case "integer" -> value.isIntegralNumber();
                        case "boolean" -> value.isBoolean();
                        default -> false;
                    },
                    key);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"flat", "connect", "genesys", "line", "rtjson", "fsxml", "jambonz"})
    void shouldStaySmallWhateverIsInIt(final String name) throws Exception {
        for (final String text :
                List.of("x".repeat(255), "\"".repeat(255), "&".repeat(255), "é".repeat(127), "%".repeat(255))) {
            final byte[] body = body(name, filledWith(text));

            assertTrue(body.length < 4_096, name + " is " + body.length + " bytes with " + text.charAt(0));
        }
    }

    @Test
    void shouldCutValuesBetweenCharacters() throws Exception {
        final RouteResponse decision =
                RouteResponse.newBuilder().setJob("a" + "😀".repeat(100)).build();

        final String job = JSON.readTree(body("flat", decision)).get("job").textValue();

        assertEquals("a" + "😀".repeat(63), job);
    }

    @Test
    void shouldEscapeJson() throws Exception {
        for (final String name : List.of("flat", "connect", "genesys")) {
            assertEquals(
                    CLEANED,
                    JSON.readTree(body(name, filledWith(HOSTILE)))
                            .get("contact_id")
                            .textValue());
        }
    }

    @Test
    void shouldPercentEncodeLines() {
        final String line = new String(body("line", filledWith(HOSTILE)), StandardCharsets.UTF_8);

        final Map<String, String> values = new LinkedHashMap<>();
        for (final String pair : line.split(";", -1)) {
            assertTrue(pair.matches("[a-z_0-9]+=[A-Za-z0-9._:@%-]*"), pair);
            values.put(
                    pair.substring(0, pair.indexOf('=')),
                    URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8));
        }
        assertEquals(25, values.size());
        assertEquals(CLEANED, values.get("contact_id"));
    }

    @Test
    void shouldWriteADialplanThatAnXmlParserReads() throws Exception {
        final Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(body("fsxml", filledWith(HOSTILE))));

        final Map<String, String> actions = new HashMap<>();
        final NodeList nodes = document.getElementsByTagName("action");
        for (int i = 0; i < nodes.getLength(); i++) {
            final Element action = (Element) nodes.item(i);
            final String data = action.getAttribute("data");
            assertFalse(data.contains("${"), data);
            actions.put(action.getAttribute("application") + " " + data.split("=", 2)[0], data);
        }
        assertEquals(26, nodes.getLength());
        assertEquals("kairoute_contact_id=" + CLEANED, actions.get("set kairoute_contact_id"));
        assertEquals(
                "global", ((Element) document.getElementsByTagName("context").item(0)).getAttribute("name"));
    }

    @Test
    void shouldTransferByReferenceOrElseToTheQueuesName() {
        final String byReference = new String(body("fsxml", decision()), StandardCharsets.UTF_8);
        final String byName = new String(
                body(
                        "fsxml",
                        decision().toBuilder()
                                .setQueueRef("")
                                .setQueue("out age")
                                .build()),
                StandardCharsets.UTF_8);

        assertTrue(byReference.contains("<action application=\"transfer\" data=\"the-ref\"/>"), byReference);
        assertTrue(byName.contains("<action application=\"transfer\" data=\"out%20age XML kairoute\"/>"), byName);
    }

    @Test
    void shouldRouteKamailioByReferenceWithoutInjectedHeaders() throws Exception {
        final RouteResponse hostile = filledWith(HOSTILE).toBuilder()
                .setQueueRef("sip:" + HOSTILE + "@acd")
                .build();
        final JsonNode body = routes(hostile, LATER);
        final JsonNode route = body.at("/routes/0");

        assertEquals("1.0", body.get("version").textValue());
        assertEquals("serial", body.get("routing").textValue());
        assertEquals("sip:" + CLEANED + "@acd", route.get("uri").textValue());
        final String extra = route.at("/headers/extra").textValue();
        for (final String header : extra.split("\r\n", 0)) {
            assertTrue(header.matches("X-Kairoute-[A-Za-z-]+: [A-Za-z0-9._:@%-]*"), header);
        }
    }

    @Test
    void shouldGiveKamailioARoutePerMoveOfTheLadderAndThenTheDefaults() throws Exception {
        final JsonNode routes = routes(onLadder("sip:outage@acd"), LATER).get("routes");

        assertEquals(
                List.of("sip:outage@acd", "sip:overflow@acd", "sip:partner@acd", "sip:general@acd"),
                routes.findValuesAsText("uri"));
        assertEquals(60_000, routes.at("/0/fr_inv_timer").intValue());
        // The step in between stays, and the one that follows moves.
        assertEquals(120_000, routes.at("/1/fr_inv_timer").intValue());
        assertTrue(routes.at("/2/fr_inv_timer").isMissingNode());
        assertTrue(routes.at("/3/fr_inv_timer").isMissingNode());
        assertTold(routes.get(0), "outage-desk", "70", "first");
        assertTold(routes.get(1), "outage-overflow", "80", "first");
        assertTold(routes.get(2), "partner", "90", "second");
        assertTold(routes.get(3), "general", "70", "first");
    }

    @Test
    void shouldGiveKamailioNoRouteToAQueueWithoutAnAddress() throws Exception {
        final LaterQueues one = new LaterQueues(List.of("", "", "sip:partner@acd"), "general", "");
        final LaterQueues none = new LaterQueues(List.of("", "", ""), "general", "");

        assertEquals(
                List.of("sip:general@acd"),
                routes(
                                decision().toBuilder().setQueueRef("").build(),
                                new LaterQueues(List.of(""), "general", "sip:general@acd"))
                        .findValuesAsText("uri"));
        assertEquals(List.of("sip:partner@acd"), routes(onLadder(""), one).findValuesAsText("uri"));
        assertEquals(0, routes(onLadder("not an address"), none).get("routes").size());
        assertTrue(routes(onLadder(""), none).get("routes").isArray());
    }

    @Test
    void shouldSendKamailioToNoAddressTwice() throws Exception {
        final LaterQueues again =
                new LaterQueues(List.of("sip:outage@acd", "", "sip:partner@acd"), "partner", "sip:partner@acd");

        final JsonNode routes = routes(onLadder("sip:outage@acd"), again).get("routes");

        assertEquals(List.of("sip:outage@acd", "sip:partner@acd"), routes.findValuesAsText("uri"));
        assertEquals(180_000, routes.at("/0/fr_inv_timer").intValue());
    }

    @Test
    void shouldCutNoAddressOfKamailiosRoutes() throws Exception {
        final RouteResponse.Builder decision =
                filledWith("\"".repeat(255)).toBuilder().clearLadder();
        final List<String> refs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            decision.addLadder(
                    LadderStep.newBuilder().setAfterMs(1_000L * (i + 1)).setQueue("q" + i));
            refs.add("sip:" + i + "x".repeat(246) + "@a");
        }
        final String last = "sip:" + "d".repeat(247) + "@acd";

        final RouteResponse full = decision.setQueueRef("sip:first@acd").build();
        final byte[] body =
                formats.find("rtjson").body(full, PriorityScale.OURS, new LaterQueues(refs, "general", last));
        final List<String> uris = JSON.readTree(body).findValuesAsText("uri");

        assertTrue(body.length < 4_096, body.length + " bytes");
        assertTrue(uris.size() > 2, uris.toString());
        assertEquals("sip:first@acd", uris.get(0));
        assertEquals(refs.subList(0, uris.size() - 2), uris.subList(1, uris.size() - 1));
        assertEquals(last, uris.get(uris.size() - 1));
    }

    private JsonNode routes(final RouteResponse decision, final LaterQueues later) throws Exception {
        final ResponseFormat format = formats.find("rtjson");
        assertNotNull(format);
        return JSON.readTree(format.body(decision, PriorityScale.OURS, later));
    }

    private static void assertTold(
            final JsonNode route, final String queue, final String priority, final String script) {
        final String extra = route.at("/headers/extra").textValue();
        assertTrue(extra.contains("X-Kairoute-Queue: " + queue + "\r\n"), extra);
        assertTrue(extra.contains("X-Kairoute-Priority: " + priority + "\r\n"), extra);
        assertTrue(extra.contains("X-Kairoute-Script: " + script + "\r\n"), extra);
    }

    @Test
    void shouldTagAndQueueOnJambonz() throws Exception {
        final JsonNode verbs = JSON.readTree(body("jambonz", decision()));

        assertEquals("tag", verbs.at("/0/verb").textValue());
        assertEquals("outage-desk", verbs.at("/0/data/queue").textValue());
        assertEquals("enqueue", verbs.at("/1/verb").textValue());
        assertEquals("the-ref", verbs.at("/1/name").textValue());
        assertTrue(verbs.at("/1/priority").isIntegralNumber());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 100, 0, 0",
        "0, 100, 100, 100",
        "10, 1, 0, 10",
        "10, 1, 100, 1",
        "10, 1, 70, 4",
        "999, 0, 50, 499",
        "0, 9, 50, 5"
    })
    void shouldTranslatePriorities(final long low, final long high, final int priority, final long expected) {
        assertEquals(expected, new PriorityScale(low, high).of(priority));
    }

    @Test
    void shouldKnowNoOtherForm() {
        assertNull(formats.find("morse"));
        assertEquals("connect, flat, fsxml, genesys, jambonz, json, line, rtjson", formats.names());
    }

    private byte[] body(final String name, final RouteResponse decision) {
        final ResponseFormat format = formats.find(name);
        assertNotNull(format);
        final List<String> refs = decision.getLadderList().stream()
                .map(step -> decision.getQueueRef())
                .toList();
        final LaterQueues later = new LaterQueues(refs, decision.getQueue(), decision.getQueueRef());
        return format.body(decision, formats.scale(format.platform()), later);
    }

    private static RouteResponse decision() {
        return RouteResponse.newBuilder()
                .setDecisionId("f1-000000000000000000000000")
                .setContactId("c1")
                .setQueue("outage-desk")
                .setQueueRef("the-ref")
                .setPriority(70)
                .setSlaMs(30_000)
                .addLadder(LadderStep.newBuilder().setAfterMs(60_001).setQueue("general"))
                .putLabels("secret", "tel:+61400")
                .build();
    }

    private static RouteResponse onLadder(final String ref) {
        return decision().toBuilder()
                .setQueueRef(ref)
                .setScript("first")
                .clearLadder()
                .addLadder(LadderStep.newBuilder()
                        .setAfterMs(60_000)
                        .setQueue("outage-overflow")
                        .setPriority(80))
                .addLadder(LadderStep.newBuilder()
                        .setAfterMs(90_000)
                        .setPriority(90)
                        .setScript("second"))
                .addLadder(LadderStep.newBuilder().setAfterMs(180_000).setQueue("partner"))
                .build();
    }

    private static RouteResponse filledWith(final String text) {
        return RouteResponse.newBuilder()
                .setDecisionId(text)
                .setContactId(text)
                .setQueue(text)
                .setQueueRef(text)
                .setScript(text)
                .setScriptLanguage(text)
                .setJob(text)
                .setMessage(text)
                .setOccasion(text)
                .setTier(text)
                .setPreferredAgent(text)
                .setExperiment(text)
                .setArm(text)
                .addLadder(LadderStep.newBuilder().setQueue(text))
                .putLabels("secret", text)
                .build();
    }
}
