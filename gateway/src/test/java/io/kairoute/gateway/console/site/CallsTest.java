package io.kairoute.gateway.console.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.kairoute.api.v1.MethodProto;
import io.kairoute.gateway.control.ControlApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The calls that the console makes are there, at these paths, for these roles, with these fields. */
class CallsTest {
    private static final Pattern LISTED =
            Pattern.compile("(\\w+): \\{ verb: '(\\w+)', path: '([^']+)', role: '(\\w*)' }");
    private static final Pattern MADE = Pattern.compile("\\bcall\\('(\\w+)'(?:, (\\{))?");
    private static final Map<String, MethodDescriptor> METHODS =
            ControlApi.methods().stream().collect(Collectors.toMap(MethodDescriptor::getName, Function.identity()));

    /** What the list says of each call: verb, path and role. */
    private static Map<String, List<String>> listed() {
        final Map<String, List<String>> listed = new LinkedHashMap<>();
        final Matcher lines = LISTED.matcher(Scripts.read("js/api/calls.js"));
        while (lines.find()) {
            listed.put(lines.group(1), List.of(lines.group(2), lines.group(3), lines.group(4)));
        }
        return listed;
    }

    @Test
    void shouldListCallsAsTheApiHasThem() {
        final Map<String, List<String>> listed = listed();
        assertTrue(listed.size() > 20, listed::toString);

        listed.forEach((name, said) -> {
            final MethodDescriptor method = METHODS.get(name);
            assertNotNull(method, name);
            final HttpRule http = method.getOptions().getExtension(AnnotationsProto.http);
            final String role = method.getOptions()
                    .getExtension(MethodProto.rule)
                    .getRole()
                    .name()
                    .replace("METHOD_ROLE_", "")
                    .toLowerCase(Locale.ROOT);
            final boolean isGet = !http.getGet().isEmpty();
            assertEquals(
                    List.of(
                            isGet ? "GET" : "POST",
                            isGet ? http.getGet() : http.getPost(),
                            role.equals("any") ? "" : role),
                    said,
                    name);
        });
    }

    @Test
    void shouldListTheCallsThatAreMadeAndNoOthers() {
        final Set<String> made = new TreeSet<>();
        Scripts.all().forEach(text -> MADE.matcher(text).results().forEach(call -> made.add(call.group(1))));

        assertEquals(made, new TreeSet<>(listed().keySet()));
    }

    @Test
    void shouldSendFieldsThatTheApiKnows() {
        final List<String> unknown = new ArrayList<>();
        int fields = 0;
        for (final String text : Scripts.all()) {
            final Matcher calls = MADE.matcher(text);
            while (calls.find()) {
                final MethodDescriptor method = METHODS.get(calls.group(1));
                assertNotNull(method, calls.group(1));
                if (calls.group(2) != null) {
                    final Descriptor request = method.getInputType();
                    fields += new Fields(text, calls.start(2), unknown).check(request);
                }
            }
        }

        assertEquals(List.of(), unknown);
        assertTrue(fields > 40, "fields that were looked at: " + fields);
    }

    /** The fields of one object as the script writes it, and of those in it. */
    private static final class Fields {
        private static final Pattern KEY = Pattern.compile("\\s*(\\.\\.\\.)?([a-z_A-Z.#]+)\\s*");

        private final String text;
        private final List<String> unknown;
        private int at;

        Fields(final String text, final int at, final List<String> unknown) {
            this.text = text;
            this.at = at;
            this.unknown = unknown;
        }

        /** Checks the object that begins here and goes behind it; gives how many fields it had. */
        int check(final Descriptor message) {
            int count = 0;
            at++;
            while (text.charAt(at) != '}') {
                final Matcher key = KEY.matcher(text).region(at, text.length());
                if (!key.lookingAt()) {
                    at++;
                    continue;
                }
                at = key.end();
                final FieldDescriptor field = key.group(1) == null ? message.findFieldByName(key.group(2)) : null;
                if (key.group(1) == null) {
                    count++;
                    if (field == null) {
                        unknown.add(message.getName() + "." + key.group(2));
                    }
                }
                count += value(field);
            }
            at++;
            return count;
        }

        /** Goes behind the value: an object of a known message is checked, too. */
        private int value(final @Nullable FieldDescriptor field) {
            final Matcher object =
                    Pattern.compile(":\\s*\\[?(\\{)").matcher(text).region(at, text.length());
            if (field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && object.lookingAt()) {
                at = object.start(1);
                return check(field.getMessageType()) + skip();
            }
            return skip();
        }

        /** Goes to the comma or bracket that ends the value. */
        private int skip() {
            int depth = 0;
            while (depth > 0 || (text.charAt(at) != ',' && text.charAt(at) != '}')) {
                depth += "({[".indexOf(text.charAt(at)) >= 0 ? 1 : ")}]".indexOf(text.charAt(at)) >= 0 ? -1 : 0;
                depth = Math.max(0, depth);
                at++;
            }
            if (text.charAt(at) == ',') {
                at++;
            }
            return 0;
        }
    }
}
