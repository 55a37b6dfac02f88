package io.kairoute.gateway.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.AnnotationsProto;
import com.google.api.FieldBehavior;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.kairoute.api.v1.MethodProto;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The methods as operations on paths, by the {@code google.api.http} rules that the gateway serves them by. */
final class Operations {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)}");
    private static final String JSON = "application/json";

    private final CommentedProtos protos;
    private final Schemas schemas;
    private final ObjectNode paths;

    Operations(final CommentedProtos protos, final Schemas schemas, final ObjectNode paths) {
        this.protos = protos;
        this.schemas = schemas;
        this.paths = paths;
    }

    /** Adds a method under each of its paths; one without a path is there over gRPC alone. */
    void add(final MethodDescriptor method) {
        final HttpRule rule = method.getOptions().getExtension(AnnotationsProto.http);
        add(method, rule, method.getName());
        for (final HttpRule other : rule.getAdditionalBindingsList()) {
            add(method, other, method.getName() + "By" + verb(other));
        }
    }

    private void add(final MethodDescriptor method, final HttpRule rule, final String id) {
        final String path =
                switch (rule.getPatternCase()) {
                    case GET -> rule.getGet();
                    case PUT -> rule.getPut();
                    case POST -> rule.getPost();
                    case DELETE -> rule.getDelete();
                    case PATCH -> rule.getPatch();
                    default -> "";
                };
        if (!path.isEmpty()) {
            final ObjectNode operation = operation(method, rule, path).put("operationId", id);
            paths.withObjectProperty(path).set(verb(rule).toLowerCase(Locale.ROOT), operation);
        }
    }

    private static String verb(final HttpRule rule) {
        final String name = rule.getPatternCase().name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private ObjectNode operation(final MethodDescriptor method, final HttpRule rule, final String path) {
        final String comment = protos.comment(method);
        final ObjectNode operation = JsonNodeFactory.instance.objectNode();
        operation.withArrayProperty("tags").add(method.getService().getName());
        operation.put("summary", CommentText.summary(comment)).put("description", comment);
        operation.put(
                "x-kairoute-role",
                method.getOptions()
                        .getExtension(MethodProto.rule)
                        .getRole()
                        .name()
                        .substring("METHOD_ROLE_".length())
                        .toLowerCase(Locale.ROOT));
        final Set<String> inPath = new LinkedHashSet<>();
        final Matcher matcher = VARIABLE.matcher(path);
        while (matcher.find()) {
            inPath.add(matcher.group(1));
        }
        final Descriptor request = method.getInputType();
        inPath.forEach(name -> parameter(operation, "path", name, request.findFieldByName(name)));
        if (method.isClientStreaming()) {
            upload(operation, request);
        } else if (rule.getBody().isEmpty()) {
            request.getFields().stream()
                    .filter(field -> !inPath.contains(field.getName()))
                    .forEach(field -> parameter(operation, "query", field.getName(), field));
        } else {
            final ObjectNode body = operation.withObjectProperty("requestBody").put("required", true);
            content(body, JSON).set("schema", schemas.of(request, inPath));
            final String lines =
                    method.getOptions().getExtension(MethodProto.rule).getLines();
            if (!lines.isEmpty()) {
                content(body, "application/x-ndjson")
                        .set("schema", schemas.of(request.findFieldByName(lines).getMessageType()));
                if (!inPath.contains("tenant")) {
                    parameter(operation, "query", "tenant", request.findFieldByName("tenant"));
                }
            }
        }
        answers(operation, method);
        return operation;
    }

    /** A file as it is; what the first message of the stream says stands in the query. */
    private void upload(final ObjectNode operation, final Descriptor request) {
        final FieldDescriptor head = request.findFieldByName("head");
        for (final FieldDescriptor field : head.getMessageType().getFields()) {
            parameter(operation, "query", "head." + field.getName(), field);
        }
        final ObjectNode body = operation.withObjectProperty("requestBody").put("required", true);
        for (final String type : new String[] {"text/csv", "application/octet-stream"}) {
            content(body, type).set("schema", Schemas.object("string").put("format", "binary"));
        }
    }

    private void parameter(
            final ObjectNode operation, final String where, final String name, final FieldDescriptor field) {
        if (field.getJavaType() == JavaType.MESSAGE && schemas.single(field).has("$ref")) {
            throw new IllegalStateException(
                    "field=" + field.getFullName() + " is a message and has no place in a query");
        }
        final ObjectNode schema = schemas.of(field);
        final String comment = schema.path("description").asText();
        schema.remove("description");
        operation
                .withArrayProperty("parameters")
                .addObject()
                .put("name", name)
                .put("in", where)
                .put("required", where.equals("path") || Schemas.has(field, FieldBehavior.REQUIRED))
                .put("description", comment)
                .set("schema", schema);
    }

    private void answers(final ObjectNode operation, final MethodDescriptor method) {
        final ObjectNode ok = operation.withObjectProperty("responses").withObjectProperty("200");
        final ObjectNode answer = schemas.of(method.getOutputType());
        if (!method.isServerStreaming()) {
            ok.put("description", protos.comment(method.getOutputType()));
            content(ok, JSON).set("schema", answer);
        } else if (method.getName().startsWith("Watch")) {
            ok.put("description", "Server-sent events; the data of each is one message of this kind.");
            content(ok, "text/event-stream").set("schema", answer);
        } else {
            ok.put(
                    "description",
                    "Lines of JSON, one message each; what is refused behind the first is a last line with `error`.");
            content(ok, "application/x-ndjson").set("schema", answer);
        }
        operation
                .withObjectProperty("responses")
                .withObjectProperty("default")
                .put("$ref", "#/components/responses/Problem");
    }

    private static ObjectNode content(final ObjectNode holder, final String type) {
        return holder.withObjectProperty("content").withObjectProperty(type);
    }
}
