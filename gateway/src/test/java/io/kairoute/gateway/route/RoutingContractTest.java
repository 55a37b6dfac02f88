package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.JsonFormat;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.observe.RejectCause;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.decision.Band;
import io.kairoute.router.decision.FallbackCause;
import io.kairoute.router.decision.Flag;
import io.kairoute.router.decision.Guardrail;
import io.kairoute.router.decision.OccasionSource;
import io.kairoute.router.decision.SegmentSource;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.check.TableLoader;
import io.kairoute.routing.v1.RouteResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What routing.proto promises in words is what the code does: whoever writes a client has nothing but that file. */
class RoutingContractTest {
    private static final Path PROTOS = Path.of("../proto/src/main/proto/kairoute");
    private static final Path SOURCES = Path.of("src/main/java/io/kairoute/gateway");
    private static final Path TABLE = Path.of("../deploy/examples/telecom/table.yaml");

    // Reasons that stand beside those of calls, and are given on the admin port alone, the only one that takes a
    // session.
    private static final Set<String> ADMIN_ONLY = Set.of(
            "BAD_QUERY INVALID_ARGUMENT",
            "NOT_FROM_CONSOLE PERMISSION_DENIED",
            "SESSION_OVER UNAUTHENTICATED",
            "TENANT_CHOICE PERMISSION_DENIED");

    private static final Pattern WORD = Pattern.compile("^ *//   ([A-Z][A-Z0-9_]+(?: [A-Z_]+)?): .*");
    private static final Pattern REASON =
            Pattern.compile("of(?:Http|Field)?\\(\\s*(?:\\d+,\\s*)?Code\\.([A-Z_]+),\\s*\"([A-Z0-9_]+)\"");
    private static final Pattern FRAMING_REASON = Pattern.compile("framing\\(\\s*\"([A-Z_]+)\"");
    private static final Pattern ADMISSION_REASON = Pattern.compile("refusal\\(RejectCause\\.([A-Z_]+),");

    static Stream<Arguments> closedLists() {
        return Stream.of(
                Arguments.of("string occasion_source = 9;", OccasionSource.values()),
                Arguments.of("string band = 10;", Band.values()),
                Arguments.of("string segment_source = 12;", SegmentSource.values()),
                Arguments.of("string fallback_cause = 15;", FallbackCause.values()),
                Arguments.of("repeated string flags = 34;", Flag.values()),
                Arguments.of("repeated string guardrails = 37;", Guardrail.values()));
    }

    @ParameterizedTest
    @MethodSource("closedLists")
    void shouldListEveryWordOfAClosedListInTheOrderOfTheCode(final String field, final Enum<?>[] words) {
        assertEquals(Arrays.stream(words).map(Enum::name).toList(), listed(field));
    }

    @Test
    void shouldListEveryReasonForWhichACallIsRefusedWithItsCode() {
        final Set<String> given = new TreeSet<>();
        for (final String folder : List.of("route", "wire", "admission", "identity", "refusal", "json", "edge")) {
            sources(SOURCES.resolve(folder)).forEach(source -> {
                matches(REASON, source).forEach(one -> given.add(one.group(2) + " " + one.group(1)));
                matches(FRAMING_REASON, source).forEach(one -> given.add(one.group(1) + " INTERNAL"));
                matches(ADMISSION_REASON, source).forEach(one -> given.add(one.group(1) + " RESOURCE_EXHAUSTED"));
            });
        }
        given.add(Refusal.INTERNAL_FAULT + " INTERNAL");
        given.removeAll(ADMIN_ONLY);

        assertTrue(given.contains(RejectCause.OVERLOADED + " RESOURCE_EXHAUSTED"), given::toString);
        assertEquals(given, new TreeSet<>(listed("service RoutingService {")));
    }

    @Test
    void shouldAnswerTheExampleAsTheFileSays() throws Exception {
        final List<String> example = example();

        try (Node server = TestGateways.start(telecom())) {
            final HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.routePort() + "/v1/route"))
                                    .header("content-type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(example.get(0)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertEquals(withoutId(example.get(1)), withoutId(answer.body()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "control/v1/table_service",
                "control/v1/segment_service",
                "control/v1/queue_service",
                "control/v1/live_occasion_service"
            })
    void shouldMarkForToolsWhatItSaysIsRequiredOrOutputOnly(final String file) {
        final List<String> unlike = new ArrayList<>();
        String comment = "";
        for (final String line : lines(PROTOS.resolve(file + ".proto"))) {
            if (line.strip().startsWith("//")) {
                comment += line;
                continue;
            }
            if (Pattern.compile("\\bRequired[.,]").matcher(comment).find() != line.contains("= REQUIRED]")
                    || comment.contains("Output only.") != line.contains("= OUTPUT_ONLY]")) {
                unlike.add(line.strip());
            }
            comment = "";
        }

        assertEquals(List.of(), unlike);
    }

    /** The words that the comment before a line lists. */
    private static List<String> listed(final String before) {
        final List<String> lines = lines(PROTOS.resolve("routing/v1/routing.proto"));
        final int end = indexOf(lines, before);
        int start = end;
        while (lines.get(start - 1).strip().startsWith("//")) {
            start--;
        }
        return lines.subList(start, end).stream()
                .map(WORD::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
    }

    private static int indexOf(final List<String> lines, final String text) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(text)) {
                return i;
            }
        }
        throw new AssertionError("routing.proto has no line " + text);
    }

    // The question and the answer: the two objects that stand in the comment at the top.
    private static List<String> example() {
        final List<String> objects = new ArrayList<>();
        StringBuilder object = new StringBuilder();
        for (final String line : lines(PROTOS.resolve("routing/v1/routing.proto"))) {
            if (line.equals("//   {")) {
                object = new StringBuilder();
            }
            object.append(line.replaceFirst("^// *", ""));
            if (line.equals("//   }")) {
                objects.add(object.toString());
            }
        }
        assertEquals(2, objects.size());
        return objects;
    }

    private static RouteResponse withoutId(final String json) throws IOException {
        final RouteResponse.Builder decision = RouteResponse.newBuilder();
        JsonFormat.parser().merge(json, decision);
        assertTrue(decision.getDecisionId().matches("f1-[0-9a-f]{24}"), decision::getDecisionId);
        return decision.clearDecisionId().build();
    }

    private static TenantDirectory telecom() {
        final TableDefinition table = Objects.requireNonNull(
                TableLoader.load(TABLE, LocalDate.of(2026, 12, 1)).table());
        final TenantDirectory tenants = new TenantDirectory(List.of(TenantDirectory.DEFAULT_TENANT));
        tenants.holder(0)
                .publish(new SnapshotBuilder(
                                TenantDirectory.DEFAULT_TENANT,
                                new KeyHasher(new byte[KeyHasher.SECRET_BYTES]),
                                CompiledRevision.of(1, table, Horizon.around(0)))
                        .build());
        return tenants;
    }

    private static Stream<MatchResult> matches(final Pattern pattern, final String source) {
        return pattern.matcher(source).results();
    }

    private static List<String> sources(final Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> String.join("\n", lines(file)))
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(final Path file) {
        try {
            return Files.readAllLines(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
