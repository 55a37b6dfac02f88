package io.kairoute.gateway.control.log;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a tenant's chain ends: what to note down, so that a cut tail shows later. Immutable.
 *
 * @param count entries in the chain
 * @param hash the hash of the last one, hex; empty without entries
 */
public record AuditHead(long count, String hash) {
    /** A chain without entries. */
    public static final AuditHead NONE = new AuditHead(0, "");

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18}):([0-9a-fA-F]{64})");

    /** Reads {@code COUNT:HASH}. */
    public static AuditHead parse(final String text) {
        final Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no head; it reads COUNT:HASH, as audit head prints it");
        }
        return new AuditHead(Long.parseLong(matcher.group(1)), matcher.group(2).toLowerCase(Locale.ROOT));
    }

    /** {@code COUNT:HASH}. */
    @Override
    public String toString() {
        return count + ":" + hash;
    }
}
