package io.kairoute.gateway.imports;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cell must be for a rule to hold; everything that is said must hold.
 *
 * <p>Written as one text or a list of texts ({@code in}), or as a map of the keys below. Where the cell is blank and not
 * known, none but {@code not} holds.
 *
 * @param in the texts it may be; empty for any
 * @param not the texts it may not be
 * @param lt less than this number
 * @param le at most this number
 * @param gt more than this number
 * @param ge at least this number
 */
@JsonDeserialize(using = CellCondition.Reader.class)
public record CellCondition(
        List<String> in,
        List<String> not,
        @Nullable BigDecimal lt,
        @Nullable BigDecimal le,
        @Nullable BigDecimal gt,
        @Nullable BigDecimal ge) {

    /** Checks that something is asked. */
    public CellCondition {
        in = List.copyOf(in);
        not = List.copyOf(not);
        if (in.isEmpty() && not.isEmpty() && lt == null && le == null && gt == null && ge == null) {
            throw new IllegalArgumentException("the condition asks for nothing: give in, not, lt, le, gt or ge");
        }
    }

    boolean asksForText() {
        return !in.isEmpty() || !not.isEmpty();
    }

    boolean asksForNumber() {
        return lt != null || le != null || gt != null || ge != null;
    }

    /** The long form, as it is written. */
    record Keys(
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
            List<String> in,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
            List<String> not,

            @Nullable BigDecimal lt,
            @Nullable BigDecimal le,
            @Nullable BigDecimal gt,
            @Nullable BigDecimal ge) {

        /** Checks that something is asked, and where a person still sees the place. */
        Keys {
            new CellCondition(in == null ? List.of() : in, not == null ? List.of() : not, lt, le, gt, ge);
        }

        CellCondition condition() {
            return new CellCondition(in == null ? List.of() : in, not == null ? List.of() : not, lt, le, gt, ge);
        }
    }

    /** Reads a condition in any of its forms. */
    static final class Reader extends StdDeserializer<CellCondition> {
        Reader() {
            super(CellCondition.class);
        }

        @Override
        public CellCondition deserialize(final JsonParser parser, final DeserializationContext context)
                throws IOException {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                return context.readValue(parser, Keys.class).condition();
            }
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                return ofTexts(List.of(context.readValue(parser, String[].class)));
            }
            return ofTexts(List.of(parser.getText()));
        }

        private static CellCondition ofTexts(final List<String> texts) {
            return new CellCondition(texts, List.of(), null, null, null, null);
        }
    }
}
