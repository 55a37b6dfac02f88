package io.kairoute.router.table;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One agent script.
 *
 * @param defaultLanguage the language used where no other fits; a key of {@code languages}
 * @param languages the variants by language tag, as authored (the spelling is what answers carry)
 */
public record ScriptDefinition(
        String id,
        String name,
        int version,
        @Nullable String owner,
        String defaultLanguage,
        Map<String, String> languages) {}
