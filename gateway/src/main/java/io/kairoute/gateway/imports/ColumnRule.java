package io.kairoute.gateway.imports;

import io.kairoute.gateway.document.WrongKey;
import org.jspecify.annotations.Nullable;

/**
 * What a blank cell of one column means.
 *
 * @param blank {@code reject} for a bad row, {@code unknown} for nothing known, or the text that stands for it, such as 0;
 *     when absent a blank text is unknown and a blank number is a bad row
 */
public record ColumnRule(@Nullable String blank) {
    /** What holds where nothing is said. */
    static final ColumnRule DEFAULT = new ColumnRule(null);

    private static final String REJECT = "reject";
    private static final String UNKNOWN = "unknown";

    /** Checks the parts. */
    public ColumnRule {
        if (blank != null && blank.isBlank()) {
            throw new WrongKey("blank", "must be reject, unknown, or the text that stands for a blank cell");
        }
    }

    boolean rejectsBlankText() {
        return REJECT.equals(blank);
    }

    boolean rejectsBlankNumber() {
        return blank == null || REJECT.equals(blank);
    }

    /** The text that stands for a blank cell; null for none. */
    @Nullable
    String standIn() {
        return REJECT.equals(blank) || UNKNOWN.equals(blank) ? null : blank;
    }
}
