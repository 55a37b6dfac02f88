package io.kairoute.insight.stats;

import io.kairoute.ctl.help.Alike;
import io.kairoute.ctl.outcome.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One object of a form, which is asked for its fields, and refuses those that nobody asked for. Each refusal is one sentence that names the
 * field.
 */
final class Form {
    /** The largest whole number of which a double still knows the next one. */
    static final long MOST_UNITS = 1L << 53;

    private final String source;
    private final String path;
    private final Map<String, Object> fields;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<Form> below = new ArrayList<>();

    private Form(final String source, final String path, final Map<String, Object> fields) {
        this.source = source;
        this.path = path;
        this.fields = fields;
    }

    /** The form of a source. */
    static Form of(final String source, final Map<?, ?> object) {
        return new Form(source, "", named(object));
    }

    private static Map<String, Object> named(final Map<?, ?> object) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        object.forEach((name, value) -> fields.put((String) name, value));
        return fields;
    }

    /** Whether a field is there. */
    boolean has(final String field) {
        asked.add(field);
        return fields.containsKey(field);
    }

    /** An object that has to be there. */
    Form form(final String field) {
        return object(field, value(field), "");
    }

    /** Objects of an array that has to be there, at least some. */
    List<Form> forms(final String field, final int fewest) {
        if (!(value(field) instanceof List<?> list)) {
            throw refusal(field, "is no array");
        }
        if (list.size() < fewest) {
            throw refusal(field, "has " + list.size() + " entries; there have to be " + fewest + " at least");
        }
        final List<Form> forms = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            forms.add(object(field, list.get(i), "[" + i + "]"));
        }
        return forms;
    }

    /** Pairs of numbers in an array, which may be left out. */
    List<double[]> pairs(final String field) {
        if (!has(field)) {
            return List.of();
        }
        if (!(value(field) instanceof List<?> list)) {
            throw refusal(field, "is no array");
        }
        final List<double[]> pairs = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            final String place = field + "[" + i + "]";
            if (!(list.get(i) instanceof List<?> pair) || pair.size() != 2) {
                throw refusal(place, "is no pair of numbers");
            }
            pairs.add(new double[] {number(place + "[0]", pair.get(0)), number(place + "[1]", pair.get(1))});
        }
        return pairs;
    }

    /** One of some words. */
    String word(final String field, final List<String> words) {
        final String word = text(field);
        if (!words.contains(word)) {
            throw refusal(field, "is \"" + word + "\"; it can be " + String.join(", ", words));
        }
        return word;
    }

    /** One of some words; the first of them where the field is left out. */
    String wordOrFirst(final String field, final List<String> words) {
        return has(field) ? word(field, words) : words.get(0);
    }

    /** A text that is not empty. */
    String text(final String field) {
        if (value(field) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw refusal(field, "has to be a text");
    }

    /** A number. */
    double number(final String field) {
        return number(field, value(field));
    }

    /** A number that is not below zero. */
    double positiveOrZero(final String field) {
        final double number = number(field);
        if (number < 0) {
            throw refusal(field, "is " + shown(number) + ", and below 0");
        }
        return number;
    }

    /** A number above zero. */
    double positive(final String field) {
        return between(field, number(field), 0, Double.MAX_VALUE);
    }

    /** A number between two others, neither of which it may be. */
    double between(final String field, final double least, final double most) {
        return between(field, number(field), least, most);
    }

    /** The same, or a usual value where the field is left out. */
    double betweenOr(final String field, final double least, final double most, final double usual) {
        return has(field) ? between(field, least, most) : usual;
    }

    /** A whole number that is not below zero. */
    long count(final String field) {
        final double number = number(field);
        if (number != Math.rint(number)) {
            throw refusal(field, "is " + shown(number) + "; it has to be a whole number");
        }
        if (number < 0 || number > MOST_UNITS) {
            throw refusal(field, "is " + shown(number) + "; it can be 0 to " + MOST_UNITS);
        }
        return (long) number;
    }

    /** Refuses what was not asked for, here and below. */
    void refuseUnknown() {
        for (final String field : fields.keySet()) {
            if (!asked.contains(field)) {
                throw refusal(
                        field,
                        "is not known here"
                                + Alike.of(field, asked)
                                        .map(word -> "; did you mean " + word + "?")
                                        .orElse(""));
            }
        }
        below.forEach(Form::refuseUnknown);
    }

    /** A refusal of a field. */
    Refusal refusal(final String field, final String what) {
        return new Refusal(source + ": " + (path.isEmpty() ? "" : path + ".") + field + " " + what
                + (what.endsWith("?") ? "" : "."));
    }

    private Form object(final String field, final @Nullable Object value, final String index) {
        if (!(value instanceof Map<?, ?> object)) {
            throw refusal(field + index, "is no object");
        }
        final Form form = new Form(source, (path.isEmpty() ? "" : path + ".") + field + index, named(object));
        below.add(form);
        return form;
    }

    private Object value(final String field) {
        asked.add(field);
        final Object value = fields.get(field);
        if (value == null) {
            throw refusal(field, "is missing");
        }
        return value;
    }

    private double number(final String field, final @Nullable Object value) {
        if (!(value instanceof BigDecimal digits)) {
            throw refusal(field, "has to be a number");
        }
        final double number = digits.doubleValue();
        if (Double.isInfinite(number)) {
            throw refusal(field, "is too large");
        }
        return number;
    }

    private double between(final String field, final double number, final double least, final double most) {
        if (!(number > least && number < most)) {
            throw refusal(
                    field,
                    "is " + shown(number) + "; it has to be above " + shown(least)
                            + (most == Double.MAX_VALUE ? "" : " and below " + shown(most)));
        }
        return number;
    }

    private static String shown(final double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
