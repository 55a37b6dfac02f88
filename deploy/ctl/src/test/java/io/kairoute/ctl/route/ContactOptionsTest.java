package io.kairoute.ctl.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.routing.v1.RouteRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class ContactOptionsTest {
    /** These are options of the command itself. */
    private static final Set<String> BESIDE = Set.of("tenant_id", "explain", "dry_run");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Screen screen = Screen.plain(new ByteArrayOutputStream(), err);

    @Test
    void shouldSayEveryFieldOfARequest() {
        final RouteRequest request = request(
                "--contact=c",
                "--customer=crm:1",
                "--alternate=tel:+1",
                "--alternate=crm:1,2",
                "--account=acc:1",
                "--channel=voice",
                "--direction=outbound",
                "--entry-point=tel:+2",
                "--intent=slow",
                "--intent-confidence=0.5",
                "--occasion=outage",
                "--confidence=0.25",
                "--runner-up=billing=0.4",
                "--runner-up-intent=overcharge",
                "--language=es",
                "--region=US-FL",
                "--product=fibre",
                "--device=router",
                "--timestamp=2026-11-21T18:00:00Z",
                "--waited=90s",
                "--attempt=2",
                "--previous-decision=p1-00",
                "--label=line=a=b",
                "--platform=twilio");

        final Set<String> unsaid = RouteRequest.getDescriptor().getFields().stream()
                .map(FieldDescriptor::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        request.getAllFields().keySet().forEach(field -> unsaid.remove(field.getName()));
        assertEquals(new TreeSet<>(BESIDE), unsaid);
        assertEquals("crm:1,2", request.getAlternateKeys(1));
        assertEquals(90_000, request.getWaitedMs());
        assertEquals(0.4, request.getAlternatives(0).getConfidence());
        assertEquals("overcharge", request.getAlternatives(1).getIntent());
        assertEquals("a=b", request.getLabelsOrThrow("line"));
    }

    @Test
    void shouldLetOptionsCountMoreThanTheJsonBesideThem() {
        final RouteRequest request = request(
                "--request={\"contact_id\": \"j\", \"intent\": \"slow\", \"region\": \"US-FL\"}", "--intent=fast");

        assertEquals("j", request.getContactId());
        assertEquals("fast", request.getIntent());
        assertEquals("US-FL", request.getRegion());
    }

    @Test
    void shouldTakeAFieldThatNobodyKnowsAsRoutingDoesAndSaySo() {
        final RouteRequest request = request("--request={\"intnt\": \"slow\", \"region\": \"US-FL\"}");

        assertEquals("US-FL", request.getRegion());
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("intnt"), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldRefuseWhatIsNoJsonOrNoNumber() {
        assertEquals(
                ExitCode.USAGE,
                assertThrows(Refusal.class, () -> request("--request=no")).exitCode());
        assertEquals(
                ExitCode.USAGE,
                assertThrows(Refusal.class, () -> request("--runner-up=billing=much"))
                        .exitCode());
    }

    private RouteRequest request(final String... words) {
        final ContactOptions options = new ContactOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("contact", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .parseArgs(words);
        return options.request(screen);
    }
}
