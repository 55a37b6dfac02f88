package io.kairoute.gateway.imports;

import io.kairoute.gateway.imports.AttributeMapping.Band;
import io.kairoute.gateway.imports.AttributeMapping.WordRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Gives a row's word for one attribute. */
@FunctionalInterface
interface WordSource {
    /** The word; null where nothing is known. */
    @Nullable
    String word(Row row) throws BadCell;

    /** Compiles how an attribute gets its word. */
    static WordSource of(final AttributeMapping mapping, final ToIntFunction<String> indexOf) {
        if (mapping.rules() != null) {
            return ofRules(mapping.rules(), mapping.otherwise(), indexOf);
        }
        final int column = indexOf.applyAsInt(Objects.requireNonNull(mapping.column()));
        if (mapping.bands() != null) {
            return ofBands(column, mapping.bands(), mapping.otherwise());
        }
        return mapping.values() == null
                ? ofText(column, mapping.otherwise())
                : ofValues(column, mapping.values(), mapping.otherwise());
    }

    private static WordSource ofRules(
            final List<WordRule> rules, final @Nullable String otherwise, final ToIntFunction<String> indexOf) {
        final List<RowCondition> conditions = new ArrayList<>();
        rules.forEach(rule -> conditions.add(new RowCondition(rule.when(), indexOf)));
        return row -> {
            for (int i = 0; i < conditions.size(); i++) {
                if (conditions.get(i).holds(row)) {
                    return rules.get(i).word();
                }
            }
            return otherwise;
        };
    }

    private static WordSource ofBands(final int column, final List<Band> bands, final @Nullable String otherwise) {
        return row -> {
            final BigDecimal number = row.number(column);
            if (number == null) {
                return otherwise;
            }
            for (final Band band : bands) {
                if (band.below() == null || number.compareTo(band.below()) < 0) {
                    return band.word();
                }
            }
            return otherwise;
        };
    }

    private static WordSource ofValues(
            final int column, final Map<String, String> values, final @Nullable String otherwise) {
        return row -> {
            final String text = row.text(column);
            if (text == null) {
                return otherwise;
            }
            final String word = values.getOrDefault(text, otherwise);
            if (word == null) {
                throw row.bad(column, "a text that the mapping's values do not list");
            }
            return word;
        };
    }

    private static WordSource ofText(final int column, final @Nullable String otherwise) {
        return row -> {
            final String text = row.text(column);
            if (text != null && !Words.fits(text)) {
                throw row.bad(column, "too long for a word");
            }
            return text == null ? otherwise : text;
        };
    }
}
