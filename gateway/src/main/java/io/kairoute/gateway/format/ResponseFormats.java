package io.kairoute.gateway.format;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All forms of a decision, by name. Immutable. */
public final class ResponseFormats {
    private final ResponseFormat usual = new JsonFormat();
    private final Map<String, ResponseFormat> byName =
            List.of(usual).stream().collect(Collectors.toMap(ResponseFormat::name, Function.identity()));

    /** The form of a name, the usual one for null; null when there is no such form. */
    public @Nullable ResponseFormat find(final @Nullable String name) {
        return name == null ? usual : byName.get(name);
    }

    /** The names, for people. */
    public String names() {
        return byName.keySet().stream().sorted().collect(Collectors.joining(", "));
    }
}
