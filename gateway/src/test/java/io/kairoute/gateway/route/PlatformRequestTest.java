package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.format.ResponseFormats;
import io.kairoute.gateway.json.FieldAliases;
import io.kairoute.gateway.json.FormMessageReader;
import io.kairoute.gateway.json.JsonMessageReader;
import io.kairoute.gateway.json.JsonRefused;
import io.kairoute.gateway.json.RequestReader;
import io.kairoute.gateway.node.Node;
import io.kairoute.routing.v1.RouteRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests as platforms send them, against a running gateway. */
class PlatformRequestTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String FORM = "application/x-www-form-urlencoded";
    private static Node server;

    @BeforeAll
    static void start() {
        server = TestGateways.start(Map.of(Property.ROUTE_ALLOW_GET, "true"), TestTables.tenants("default"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void shouldUnderstandWhatFreeSwitchPosts() throws Exception {
        final HttpResponse<String> answer = post(
                "fsxml",
                FORM,
                "hostname=fs&section=dialplan&tag_name=&key_name=&key_value=&Hunt-Context=public"
                        + "&Unique-ID=b4f9&Caller-Destination-Number=1000&Caller-Caller-ID-Number=%2B61400123456");

        assertEquals(200, answer.statusCode());
        assertEquals("text/xml", answer.headers().firstValue("content-type").orElse(""));
        assertTrue(answer.body().contains("data=\"kairoute_contact_id=b4f9\""), answer.body());
        assertTrue(answer.body().contains("data=\"kairoute_fallback_cause=NO_OCCASION\""), answer.body());
    }

    @Test
    void shouldLeaveTheLookupAfterItsOwnTransferToFreeSwitch() throws Exception {
        final HttpResponse<String> incoming = post("fsxml", FORM, lookup("public", "1000"));
        final HttpResponse<String> transferred = post("fsxml", FORM, lookup("kairoute", "general"));

        assertTrue(
                incoming.body().contains("<action application=\"transfer\" data=\"general XML kairoute\"/>"),
                incoming.body());
        assertEquals(200, transferred.statusCode());
        assertEquals(
                "text/xml", transferred.headers().firstValue("content-type").orElse(""));
        assertTrue(transferred.body().contains("<result status=\"not found\"/>"), transferred.body());
        assertFalse(transferred.body().contains("transfer"), transferred.body());
    }

    @Test
    void shouldRouteInTheContextsThatTheUrlNames() throws Exception {
        final String asked = "fsxml&context=incoming,from-carrier";

        assertTrue(post(asked, FORM, lookup("from-carrier", "1000")).body().contains("transfer"));
        assertFalse(post(asked, FORM, lookup("public", "1000")).body().contains("transfer"));
        assertFalse(post(asked, FORM, "section=dialplan&Unique-ID=b4f9").body().contains("transfer"));
        assertFalse(post(asked, FORM, "Hunt-Context=%zz").body().contains("transfer"));
    }

    private static String lookup(final String context, final String destination) {
        return "hostname=fs&section=dialplan&tag_name=&key_name=&key_value=&Hunt-Context=" + context
                + "&Unique-ID=b4f9&Caller-Destination-Number=" + destination
                + "&Caller-Caller-ID-Number=%2B61400123456";
    }

    @Test
    void shouldUnderstandWhatJambonzPosts() throws Exception {
        final HttpResponse<String> answer = post(
                "jambonz",
                "application/json",
                "{\"call_sid\":\"sid-1\",\"direction\":\"inbound\",\"from\":\"+61400123456\",\"to\":\"1000\",\"sip\":{}}");

        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("\"contact_id\":\"sid-1\""), answer.body());
        assertTrue(answer.body().contains("{\"verb\":\"enqueue\",\"name\":\"general\",\"priority\":"), answer.body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jambonz | {"call_sid":"sid-1","from":"+61400123456","to":"1000"} | VOICE
            rtjson  | {"contact_id":"k-1"}                                  | VOICE
            jambonz | {"call_sid":"sid-1","channel":"CHAT"}                 | CHAT
            genesys | {"contact_id":"g-1"}                                  | ''
            connect | {"contact_id":"a-1"}                                  | ''
            flat    | {"contact_id":"t-1"}                                  | ''
            """)
    void shouldTakeAContactOfAPlatformOfCallsForACall(final String format, final String body, final String channel)
            throws Exception {
        assertEquals(
                channel,
                read(new JsonMessageReader(true, aliases(format)), body).getChannel());
    }

    @Test
    void shouldTakeWhatFreeSwitchPostsForACall() throws Exception {
        final RouteRequest read = read(new FormMessageReader(aliases("fsxml")), lookup("public", "1000"));

        assertEquals("VOICE", read.getChannel());
        assertEquals("tel:+61400123456", read.getCustomerKey());
    }

    private static FieldAliases aliases(final String format) {
        return Objects.requireNonNull(new ResponseFormats(Map.of()).find(format))
                .aliases();
    }

    private static RouteRequest read(final RequestReader reader, final String body) throws JsonRefused {
        final RouteRequest.Builder into = RouteRequest.newBuilder();
        reader.read(body.getBytes(StandardCharsets.UTF_8), into);
        return into.build();
    }

    @Test
    void shouldTakeTheFormOfTwilioAndAsterisk() throws Exception {
        final HttpResponse<String> twilio =
                post("flat", FORM, "contact_id=CA1&occasion=outage&platform=twilio&CallSid=CA1");
        final HttpResponse<String> asterisk = post("line", FORM, "contact_id=1700000000.1&occasion=outage");

        assertTrue(twilio.body().contains("\"queue\":\"outage-desk\""), twilio.body());
        assertTrue(asterisk.body().contains(";queue=outage-desk;"), asterisk.body());
        assertEquals(
                "text/plain; charset=utf-8",
                asterisk.headers().firstValue("content-type").orElse(""));
    }

    @Test
    void shouldGiveThePlatformsOwnQueueReferenceAndPriority() throws Exception {
        final HttpResponse<String> answer = post("connect", "application/json", "{\"occasion\":\"outage\"}");

        assertTrue(answer.body().contains("\"queue_ref\":\"arn:aws<&>\\\"'x};=%,é\""), answer.body());
        assertTrue(answer.body().contains("\"priority\":\"2\""), answer.body());
    }

    @Test
    void shouldAnswerGetWhereItIsAllowed() throws Exception {
        final HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(uri("?format=line&occasion=outage&contact_id=c9"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains(";contact_id=c9;queue=outage-desk;"), answer.body());
    }

    @Test
    void shouldSayThatGetIsAllowedBesidePost() throws Exception {
        final HttpResponse<String> answer =
                HTTP.send(HttpRequest.newBuilder(uri("")).DELETE().build(), HttpResponse.BodyHandlers.ofString());

        assertEquals(405, answer.statusCode());
        assertEquals("GET, POST", answer.headers().firstValue("allow").orElse(""));
    }

    private static HttpResponse<String> post(final String format, final String type, final String body)
            throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(uri("?format=" + format))
                        .header("content-type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(final String query) {
        return URI.create("http://127.0.0.1:" + server.routePort() + "/v1/route" + query);
    }
}
