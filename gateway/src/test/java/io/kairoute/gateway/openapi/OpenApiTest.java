package io.kairoute.gateway.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The document that is served; {@code -Dkairoute.write.pages=true} writes it anew. */
class OpenApiTest {
    private static final Path SERVED = Path.of("src/main/resources/io/kairoute/gateway/api/openapi.json");

    @Test
    void shouldTellTheApiAsTheProtoFilesHaveIt() throws Exception {
        if (Boolean.getBoolean("kairoute.write.pages")) {
            Files.writeString(SERVED, OpenApi.text());
        }

        assertEquals(OpenApi.text(), Files.readString(SERVED));
    }

    @Test
    void shouldReferOnlyToWhatItHas() throws Exception {
        final JsonNode document = document();
        final Matcher references = Pattern.compile("\"\\$ref\":\"#([^\"]+)\"").matcher(document.toString());
        int count = 0;

        while (references.find()) {
            count++;
            assertFalse(document.at(references.group(1)).isMissingNode(), references.group(1));
        }

        assertTrue(count > 100, () -> "there should be more references");
    }

    @Test
    void shouldNameEveryVariableOfAPathOnceAndEveryOperationOnce() throws Exception {
        final Set<String> ids = new HashSet<>();
        document().get("paths").properties().forEach(path -> path.getValue().forEach(operation -> {
            assertTrue(ids.add(operation.get("operationId").asText()), operation.get("operationId")::asText);
            final Set<String> named = new HashSet<>();
            operation.path("parameters").forEach(parameter -> {
                if (parameter.get("in").asText().equals("path")) {
                    named.add("{" + parameter.get("name").asText() + "}");
                }
            });
            final Set<String> wanted = new HashSet<>();
            final Matcher variables = Pattern.compile("\\{[a-z_]+}").matcher(path.getKey());
            while (variables.find()) {
                wanted.add(variables.group());
            }
            assertEquals(wanted, named, path::getKey);
        }));
    }

    @Test
    void shouldDescribeEveryFieldOfAQuestionAndOfItsAnswer() throws Exception {
        final JsonNode schemas = document().at("/components/schemas");

        RouteRequest.getDescriptor()
                .getFields()
                .forEach(field -> assertFalse(
                        schemas.at("/RouteRequest/properties/" + field.getName() + "/description")
                                .asText()
                                .isEmpty(),
                        field.getName()));
        RouteResponse.getDescriptor()
                .getFields()
                .forEach(field -> assertFalse(
                        schemas.at("/RouteResponse/properties/" + field.getName() + "/description")
                                .asText()
                                .isEmpty(),
                        field.getName()));
    }

    private static JsonNode document() throws Exception {
        return new ObjectMapper().readTree(SERVED.toFile());
    }
}
