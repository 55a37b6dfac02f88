package io.kairoute.gateway.console.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a browser says of a session. Immutable.
 *
 * @param apiKey an API key; null where none is said, or one that nobody could have
 * @param name a name for the audit trail; null where none is said, or one that nobody could read there
 * @param tenant the tenant that is chosen
 * @param isWall whether a screen is to be let look, for longer than a person
 */
record SignInWords(
        @Nullable String apiKey,
        @Nullable String name,
        @Nullable String tenant,
        boolean isWall) {
    static final Refusal NOT_UNDERSTOOD = Refusal.of(
            Code.INVALID_ARGUMENT,
            "SIGN_IN_NOT_UNDERSTOOD",
            "The body is one object of JSON with api_key, name, tenant or wall, and nothing else.");

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> KNOWN = Set.of("api_key", "name", "tenant", "wall");
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_KEY = 512;

    /** Reads a body; null for one that says something else. */
    static @Nullable SignInWords read(final byte[] body) {
        final JsonNode node = tree(body);
        if (node == null || !node.isObject()) {
            return null;
        }
        for (final Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            final String name = names.next();
            final JsonNode value = node.get(name);
            if (!KNOWN.contains(name) || !(name.equals("wall") ? value.isBoolean() : value.isTextual())) {
                return null;
            }
        }
        return new SignInWords(
                key(text(node, "api_key")),
                name(text(node, "name")),
                text(node, "tenant"),
                node.path("wall").asBoolean());
    }

    private static @Nullable JsonNode tree(final byte[] body) {
        try {
            return STRICT.readTree(body);
        } catch (final JsonProcessingException e) {
            return null;
        } catch (final IOException e) {
            return null;
        }
    }

    private static @Nullable String text(final JsonNode node, final String name) {
        final JsonNode value = node.get(name);
        return value == null ? null : value.textValue();
    }

    private static @Nullable String key(final @Nullable String said) {
        final String bare = said == null ? "" : said.strip();
        return bare.isEmpty() || bare.length() > LONGEST_KEY ? null : bare;
    }

    /** The name goes into the audit trail as it is: what is invisible there, or turns the line around, makes no name. */
    private static @Nullable String name(final @Nullable String said) {
        final String bare = said == null ? "" : said.strip();
        final boolean isFine = !bare.isEmpty()
                && bare.codePointCount(0, bare.length()) <= LONGEST_NAME
                && bare.codePoints().allMatch(SignInWords::isSeen);
        return isFine ? bare : null;
    }

    private static boolean isSeen(final int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
