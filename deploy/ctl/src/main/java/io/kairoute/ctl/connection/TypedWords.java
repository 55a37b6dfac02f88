package io.kairoute.ctl.connection;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the words that a person types in place of the names of fields that a node complains about. */
final class TypedWords {
    private static final Pattern FIELD = Pattern.compile("[a-z]+(?:[_.][a-z]+)*_[a-z]+(?:\\.[a-z]+(?:_[a-z]+)*)*");
    private static final Pattern THE_FIELD = Pattern.compile("\\b(?:The|the) field ([a-z]+(?:[_.][a-z]+)*)");
    // By the last part of a field's name; what is not here is typed as it is called.
    private static final Map<String, String> TYPED = Map.ofEntries(
            Map.entry("expire_time", "--for"),
            Map.entry("start_time", "--from"),
            Map.entry("publish_time", "--at"),
            Map.entry("redirect_to", "--to"),
            Map.entry("to_document", "TO"),
            Map.entry("base_revision", "--base"),
            Map.entry("accept_warnings", "--accept-warnings"),
            Map.entry("request_id", "--request-id"),
            Map.entry("validate_only", "--check"),
            Map.entry("source_version", "--source-version"),
            Map.entry("customer_key", "KEY"),
            Map.entry("account_key", "--account"),
            Map.entry("alternate_keys", "--alternate"),
            Map.entry("entry_points", "--entry-point"),
            Map.entry("page_size", "--count"),
            Map.entry("window_s", "--last"),
            Map.entry("compare_with", "--compare"),
            Map.entry("fewest_customers", "--fewest"),
            Map.entry("source_time", "--source-time"),
            Map.entry("expected_wait_ms", "--wait"),
            Map.entry("stage_two", "stage-two"));
    // These are words of their own as well, so that they count only where a field is named as one.
    private static final Map<String, String> ALONE = Map.ofEntries(
            Map.entry("reason", "--reason"),
            Map.entry("etag", "--etag"),
            Map.entry("document", "FILE"),
            Map.entry("draft", "ID"),
            Map.entry("id", "ID"),
            Map.entry("queue", "QUEUE"),
            Map.entry("kind", "KIND"),
            Map.entry("occasion", "OCCASION"),
            Map.entry("confidence", "--confidence"),
            Map.entry("regions", "--region"),
            Map.entry("from", "FROM"),
            Map.entry("to", "TO"),
            Map.entry("table", "TABLE"),
            Map.entry("switch", "SWITCH"));

    private TypedWords() {}

    /** A node's sentence in the words of the command line. */
    static String of(final String sentence) {
        final String named = THE_FIELD.matcher(sentence).replaceAll(match -> {
            final String last = last(match.group(1));
            final String typed = ALONE.getOrDefault(last, TYPED.getOrDefault(last, ""));
            return Matcher.quoteReplacement(typed.isEmpty() ? match.group() : typed);
        });
        return FIELD.matcher(named)
                .replaceAll(match -> Matcher.quoteReplacement(TYPED.getOrDefault(last(match.group()), match.group())));
    }

    private static String last(final String field) {
        return field.substring(field.lastIndexOf('.') + 1);
    }
}
