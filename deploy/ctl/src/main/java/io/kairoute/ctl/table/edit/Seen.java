package io.kairoute.ctl.table.edit;

import io.kairoute.control.v1.ExportTableResponse;
import io.kairoute.control.v1.ExportTuningResponse;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What somebody saw who now writes: the table that a file was exported from. Immutable.
 *
 * <p>An exported file carries it as one line, {@code # kairoute: tenant=default revision=3 sha256=...}. Without blanks, commas,
 * semicolons and quotes within a value, so that a spreadsheet keeps it as it is.
 *
 * @param tenant whose table
 * @param revision its number; 0 for a draft
 * @param draft the draft's id; empty for a revision
 * @param etag the draft's etag; empty for a revision
 * @param base the revision that the draft was made from; the revision itself
 * @param sha256 of the table's document, hex
 */
public record Seen(String tenant, long revision, String draft, String etag, long base, String sha256) {
    private static final String START = "# kairoute:";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** What an export is of. */
    public static Seen of(final String table, final ExportTableResponse exported) {
        return new Seen(
                exported.getTenant(),
                exported.getRevision(),
                draftOf(table, exported.getEtag()),
                exported.getEtag(),
                exported.getBaseRevision(),
                exported.getDocumentSha256());
    }

    /** What exported tuning rules are of. */
    public static Seen of(final String table, final ExportTuningResponse exported) {
        return new Seen(
                exported.getTenant(),
                exported.getRevision(),
                draftOf(table, exported.getEtag()),
                exported.getEtag(),
                exported.getBaseRevision(),
                exported.getDocumentSha256());
    }

    private static String draftOf(final String table, final String etag) {
        return etag.isEmpty() ? "" : table.replaceFirst("^draft:", "");
    }

    /** Whether a line is such a mark, whole or damaged. */
    static boolean isMark(final String line) {
        return line.startsWith(START);
    }

    /**
     * Reads a mark.
     *
     * @param file where it stands, for the refusal
     * @throws Refusal when it is damaged
     */
    static Seen parse(final String file, final String mark) {
        final Map<String, String> values = new LinkedHashMap<>();
        for (final String word : mark.substring(START.length()).strip().split("\\s+", -1)) {
            final int equals = word.indexOf('=');
            if (equals > 0) {
                values.put(word.substring(0, equals), decoded(word.substring(equals + 1)));
            }
        }
        final String draft = values.getOrDefault("draft", "");
        final String revision = values.getOrDefault("revision", draft.isEmpty() ? "" : "0");
        final String base = values.getOrDefault("base", revision);
        final String hash = values.getOrDefault("sha256", "");
        final boolean isWhole = NUMBER.matcher(revision).matches()
                && NUMBER.matcher(base).matches()
                && HASH.matcher(hash).matches()
                && draft.isEmpty() == values.getOrDefault("etag", "").isEmpty();
        if (!isWhole) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "The mark \"" + START + " ...\" in " + file
                            + " is damaged. Export the table again, or take the mark out and say with --base what you saw.");
        }
        return new Seen(
                values.getOrDefault("tenant", ""),
                Long.parseLong(revision),
                draft,
                values.getOrDefault("etag", ""),
                Long.parseLong(base),
                hash);
    }

    /** The mark. */
    String mark() {
        return START + " tenant=" + encoded(tenant)
                + (draft.isEmpty() ? " revision=" + revision : " draft=" + draft + " etag=" + etag + " base=" + base)
                + " sha256=" + sha256;
    }

    /** How it is called. */
    public String name() {
        return draft.isEmpty() ? "revision:" + revision : "draft:" + draft;
    }

    /** Whether it is a published table. */
    public boolean isRevision() {
        return draft.isEmpty();
    }

    /** Whether it is of a tenant, where that was typed. */
    boolean isOf(final String typedTenant) {
        return typedTenant.isEmpty() || tenant.isEmpty() || typedTenant.equals(tenant);
    }

    private static String encoded(final String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String decoded(final String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (final IllegalArgumentException e) {
            return "";
        }
    }
}
