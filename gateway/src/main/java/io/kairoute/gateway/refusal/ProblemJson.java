package io.kairoute.gateway.refusal;

import java.util.Locale;

/** Spells a refusal as RFC 9457 problem details: {@code application/problem+json}. */
public final class ProblemJson {
    /** The content type of the text. */
    public static final String CONTENT_TYPE = "application/problem+json";

    private ProblemJson() {}

    /** The problem as one JSON object; {@code reason} and {@code code} are what gRPC callers get for the same cause. */
    public static String text(final Refusal refusal) {
        final StringBuilder json = new StringBuilder(256);
        json.append("{\"type\":\"about:blank\"");
        member(json, "title", title(refusal.httpStatus()));
        json.append(",\"status\":").append(refusal.httpStatus());
        member(json, "detail", refusal.message());
        member(json, "reason", refusal.reason());
        member(json, "code", refusal.code().name());
        if (!refusal.field().isEmpty()) {
            member(json, "field", refusal.field());
        }
        return json.append('}').toString();
    }

    private static void member(final StringBuilder json, final String name, final String value) {
        json.append(",\"").append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    private static String title(final int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            case 505 -> "HTTP Version Not Supported";
            default -> "Internal Server Error";
        };
    }
}
