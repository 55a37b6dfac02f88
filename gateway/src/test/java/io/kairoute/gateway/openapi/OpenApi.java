package io.kairoute.gateway.openapi;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.io.IOException;
import java.io.InputStream;

/** The OpenAPI document of both listeners: what does not stand in proto files comes from {@code openapi-frame.json}. */
final class OpenApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OpenApi() {}

    static String text() throws IOException, DescriptorValidationException {
        final CommentedProtos protos = CommentedProtos.read();
        final Schemas schemas = new Schemas(protos);
        final ObjectNode document = frame();
        final ObjectNode paths = document.withObjectProperty("paths");
        final Operations operations = new Operations(protos, schemas, paths);
        for (final FileDescriptor file : protos.files()) {
            for (final ServiceDescriptor service : file.getServices()) {
                document.withArrayProperty("tags")
                        .addObject()
                        .put("name", service.getName())
                        .put("description", protos.comment(service));
                service.getMethods().forEach(operations::add);
            }
        }
        laySpecials(document);
        document.withObjectProperty("components").withObjectProperty("schemas").setAll(schemas.all());
        final DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return JSON.writer(new DefaultPrettyPrinter()
                                .withObjectIndenter(indenter)
                                .withArrayIndenter(indenter))
                        .writeValueAsString(document)
                + "\n";
    }

    /** What only the frame knows of {@code POST /v1/route}: its port, its formats, and that it takes forms. */
    private static void laySpecials(final ObjectNode document) {
        final ObjectNode route = document.withObjectProperty("paths")
                .withObjectProperty("/v1/route")
                .withObjectProperty("post");
        final ObjectNode special = (ObjectNode) document.remove("x-route");
        route.set("servers", special.get("servers"));
        route.set("parameters", special.get("parameters"));
        route.withObjectProperty("requestBody")
                .withObjectProperty("content")
                .set("application/x-www-form-urlencoded", special.get("form"));
        route.withObjectProperty("responses")
                .withObjectProperty("200")
                .withObjectProperty("content")
                .setAll((ObjectNode) special.get("answers"));
    }

    private static ObjectNode frame() throws IOException {
        try (InputStream in = OpenApi.class.getResourceAsStream("openapi-frame.json")) {
            return (ObjectNode) JSON.readTree(in);
        }
    }
}
