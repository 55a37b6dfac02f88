package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.kairoute.api.v1.MethodLane;
import io.kairoute.api.v1.MethodProto;
import io.kairoute.gateway.identity.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the proto files say of each method of the control plane, in options and in words. */
class MethodRuleTest {
    private static final Path PROTOS = Path.of("..", "proto", "src", "main", "proto");
    private static final Pattern SAID_IN_WORDS =
            Pattern.compile("(?m)^((?:  //.*\n)+)  rpc (\\w+)\\((?:.*\n)*?.*role: METHOD_ROLE_(\\w+)");
    private static final Pattern WORD = Pattern.compile("Role:\\s*(\\w+)");

    @Test
    void shouldSayForEachMethodTheRoleThatIsExpected() {
        final Map<String, Role> said = new TreeMap<>();

        ControlApi.methods()
                .forEach(method ->
                        said.put(method.getService().getFullName() + "/" + method.getName(), Role.neededBy(method)));

        assertEquals(new TreeMap<>(ExpectedRoles.BY_METHOD), said);
    }

    @Test
    void shouldSayForEachMethodWhereItsWorkIsDone() {
        for (final MethodDescriptor method : ControlApi.methods()) {
            final MethodLane lane =
                    method.getOptions().getExtension(MethodProto.rule).getLane();

            assertNotEquals(MethodLane.METHOD_LANE_UNSPECIFIED, lane, method.getFullName());
            assertNotEquals(MethodLane.METHOD_LANE_LOOP, lane, method.getFullName());
        }
    }

    @Test
    void shouldTellInItsCommentTheRoleOfItsOption() throws IOException {
        int told = 0;
        for (final FileDescriptor file : ControlApi.files()) {
            final Matcher method = SAID_IN_WORDS.matcher(Files.readString(PROTOS.resolve(file.getName())));
            while (method.find()) {
                final Matcher word = WORD.matcher(method.group(1).replaceAll("\n\\s*//", ""));

                assertEquals(
                        method.group(3).toLowerCase(Locale.ROOT),
                        word.find() ? word.group(1) : "nothing",
                        "the comment of " + method.group(2));
                told++;
            }
        }
        assertEquals(ExpectedRoles.BY_METHOD.size(), told, "methods with a comment");
    }

    @Test
    void shouldWalkEveryServiceThatAFileDescribes() throws IOException {
        final Path folder = PROTOS.resolve("kairoute/control/v1");
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    files.map(file -> PROTOS.relativize(file).toString())
                            .filter(file -> file.endsWith("_service.proto"))
                            .sorted()
                            .toList(),
                    ControlApi.files().stream()
                            .map(FileDescriptor::getName)
                            .sorted()
                            .toList());
        }
    }

    @Test
    void shouldTakeARequestIdWithEachChangeButAFileAndAReport() {
        final List<String> without = ControlApi.methods().stream()
                .filter(method -> Role.neededBy(method) != Role.VIEWER && Role.neededBy(method) != Role.ANY)
                .filter(method -> method.getInputType().findFieldByName("request_id") == null)
                .map(MethodDescriptor::getName)
                .sorted()
                .toList();

        assertEquals(List.of("ImportSegmentSet", "ReportOutcomes", "ReportQueueStates", "StreamOutcomes"), without);
    }
}
