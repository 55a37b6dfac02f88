package io.kairoute.gateway.format;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All forms of a decision, by name, and the platforms' scales of priority. Immutable. */
public final class ResponseFormats {
    private static final String JSON = "application/json";

    private final ResponseFormat usual = new JsonFormat();
    private final Map<String, ResponseFormat> byName = List.of(
                    usual,
                    new FlatFormat("flat", "", JSON, FlatSpelling::json),
                    new FlatFormat("connect", "connect", JSON, FlatSpelling::jsonStrings),
                    new FlatFormat("genesys", "genesys", JSON, FlatSpelling::json),
                    new FlatFormat("line", "", "text/plain; charset=utf-8", FlatSpelling::line),
                    new KamailioFormat(),
                    new FreeSwitchFormat(),
                    new JambonzFormat())
            .stream()
            .collect(Collectors.toMap(ResponseFormat::name, Function.identity()));
    private final Map<String, PriorityScale> scales;

    /** Makes the forms, with the scale of each platform that has one of its own. */
    public ResponseFormats(final Map<String, PriorityScale> scales) {
        this.scales = Map.copyOf(scales);
    }

    /** The form of a name, the usual one for null; null when there is no such form. */
    public @Nullable ResponseFormat find(final @Nullable String name) {
        return name == null ? usual : byName.get(name);
    }

    /** All forms. */
    public Collection<ResponseFormat> all() {
        return byName.values();
    }

    /** The scale of a platform; our own when it has none. */
    public PriorityScale scale(final String platform) {
        return scales.getOrDefault(platform, PriorityScale.OURS);
    }

    /** The names, for people. */
    public String names() {
        return byName.keySet().stream().sorted().collect(Collectors.joining(", "));
    }
}
