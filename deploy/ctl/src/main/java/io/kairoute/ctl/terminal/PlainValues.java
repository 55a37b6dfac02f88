package io.kairoute.ctl.terminal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** Writes maps, lists, texts, numbers and truth values as JSON or as YAML, in the order they come in. */
public final class PlainValues {
    private static final Gson JSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();
    // Everything else is quoted: readers of YAML 1.1 take a bare no for false, and 1:30 for ninety.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");
    private static final Set<String> WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    private PlainValues() {}

    /** As JSON, indented. */
    public static String json(final Object values) {
        return JSON.toJson(values);
    }

    /** As YAML, ended by a line break. */
    public static String yaml(final Object values) {
        final DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setWidth(Integer.MAX_VALUE)
                .build();
        return new Dump(settings, new Quoting(settings)).dumpToString(values);
    }

    /** The YAML of a JSON document. */
    static String yamlOf(final String json) {
        final Object values = values(JsonParser.parseString(json));
        return yaml(values == null ? "" : values);
    }

    private static @Nullable Object values(final JsonElement element) {
        if (element.isJsonObject()) {
            final Map<String, @Nullable Object> map = new LinkedHashMap<>();
            element.getAsJsonObject().entrySet().forEach(entry -> map.put(entry.getKey(), values(entry.getValue())));
            return map;
        }
        if (element.isJsonArray()) {
            return list(element.getAsJsonArray());
        }
        return element.isJsonNull() ? null : scalar(element.getAsJsonPrimitive());
    }

    private static List<@Nullable Object> list(final JsonArray array) {
        final List<@Nullable Object> list = new ArrayList<>(array.size());
        array.forEach(one -> list.add(values(one)));
        return list;
    }

    private static Object scalar(final JsonPrimitive scalar) {
        if (scalar.isBoolean()) {
            return scalar.getAsBoolean();
        }
        if (scalar.isString()) {
            return scalar.getAsString();
        }
        final BigDecimal number = scalar.getAsBigDecimal();
        return number.scale() <= 0 ? number.toBigInteger() : (Object) number.doubleValue();
    }

    private static final class Quoting extends StandardRepresenter {
        Quoting(final DumpSettings settings) {
            super(settings);
            representers.put(String.class, text -> representScalar(Tag.STR, text.toString(), style(text.toString())));
        }

        private static ScalarStyle style(final String text) {
            return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))
                    ? ScalarStyle.PLAIN
                    : ScalarStyle.DOUBLE_QUOTED;
        }
    }
}
