package io.kairoute.gateway.control.call;

import com.google.api.AnnotationsProto;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP form of one method, as its {@code google.api.http} option says. Immutable.
 *
 * @param verb the HTTP method
 * @param path matches the method's paths, a group for each variable
 * @param variables the request fields that the groups fill
 * @param hasBody whether the body is the request; else the query is
 */
record HttpRule(String verb, Pattern path, List<String> variables, boolean hasBody) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)}");

    /** The rule of a method; null where it has none. */
    static @Nullable HttpRule of(final io.grpc.MethodDescriptor<?, ?> method) {
        if (!(method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier schema)) {
            return null;
        }
        final MethodDescriptor descriptor = schema.getMethodDescriptor();
        if (!descriptor.getOptions().hasExtension(AnnotationsProto.http)) {
            return null;
        }
        final com.google.api.HttpRule option = descriptor.getOptions().getExtension(AnnotationsProto.http);
        return switch (option.getPatternCase()) {
            case GET -> of("GET", option.getGet(), false);
            case DELETE -> of("DELETE", option.getDelete(), false);
            case POST -> of("POST", option.getPost(), true);
            default -> throw new IllegalStateException("pattern=" + option.getPatternCase() + " is not served");
        };
    }

    private static HttpRule of(final String verb, final String template, final boolean hasBody) {
        final List<String> variables = new ArrayList<>();
        final StringBuilder path = new StringBuilder();
        final Matcher matcher = VARIABLE.matcher(template);
        int end = 0;
        while (matcher.find()) {
            path.append(Pattern.quote(template.substring(end, matcher.start()))).append("([^/]+)");
            variables.add(matcher.group(1));
            end = matcher.end();
        }
        path.append(Pattern.quote(template.substring(end)));
        return new HttpRule(verb, Pattern.compile(path.toString()), List.copyOf(variables), hasBody);
    }

    /** The variables of a path that is this method's; null for another path. */
    @Nullable
    Map<String, String> match(final String requested) {
        final Matcher matcher = path.matcher(requested);
        if (!matcher.matches()) {
            return null;
        }
        final Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            values.put(
                    variables.get(i),
                    URLDecoder.decode(matcher.group(i + 1).replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        return values;
    }
}
