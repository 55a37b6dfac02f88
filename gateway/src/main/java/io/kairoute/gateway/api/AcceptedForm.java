package io.kairoute.gateway.api;

import com.google.rpc.Code;
import io.kairoute.gateway.api.stream.AnswerForm;
import io.kairoute.gateway.api.stream.AnswerKind;
import io.kairoute.gateway.api.stream.EventLines;
import io.kairoute.gateway.api.stream.JsonLines;
import io.kairoute.gateway.api.stream.LastAnswer;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.ContentTypes;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the form of many answers that a plain HTTP caller accepts.
 *
 * <p>A watch is had as server-sent events, everything else as lines of JSON; of what ends in one result, the result alone can be
 * had as well. Of those that the header {@code Accept} takes, the one it likes most wins, then the one named first here.
 */
final class AcceptedForm {
    private AcceptedForm() {}

    /** The form of a call's answers; null when the caller accepts none that there is. */
    static @Nullable AnswerForm of(final AnswerKind kind, final HttpServerRequest request) {
        final String type = liked(offered(kind), request.headers().getAll(HttpHeaders.ACCEPT));
        return type == null
                ? null
                : switch (type) {
                    case EventLines.TYPE -> new EventLines(AcceptedForm::page);
                    case JsonLines.TYPE -> new JsonLines(AcceptedForm::page);
                    default -> new LastAnswer(AcceptedForm::page);
                };
    }

    /** What a caller gets who accepts none of them. */
    static Refusal refusal(final AnswerKind kind) {
        return Refusal.ofHttp(
                406,
                Code.INVALID_ARGUMENT,
                "NOT_ACCEPTABLE",
                "The answers here come as " + String.join(" or ", offered(kind)) + "; accept that.");
    }

    /** The types in which a kind of answers can be had, the usual one first. */
    static List<String> offered(final AnswerKind kind) {
        return switch (kind) {
            case WATCH -> List.of(EventLines.TYPE);
            case PARTS -> List.of(JsonLines.TYPE);
            case PROGRESS -> List.of(JsonLines.TYPE, LastAnswer.TYPE);
        };
    }

    /** Of some types the one that is liked most; null when none is taken. */
    static @Nullable String liked(final List<String> types, final List<String> accept) {
        final List<String> ranges = new ArrayList<>();
        accept.forEach(header -> ranges.addAll(List.of(header.split(","))));
        if (ranges.stream().allMatch(String::isBlank)) {
            return types.get(0);
        }
        String best = null;
        double most = 0;
        for (final String type : types) {
            final double weight = weight(type, ranges);
            if (weight > most) {
                best = type;
                most = weight;
            }
        }
        return best;
    }

    /** How much a type is liked: the weight of the range that names it most closely, 0 for none. */
    private static double weight(final String type, final List<String> ranges) {
        int closest = 0;
        double weight = 0;
        for (final String range : ranges) {
            final int closeness = closeness(type, ContentTypes.media(range));
            if (closeness > closest) {
                closest = closeness;
                weight = weight(range);
            }
        }
        return weight;
    }

    private static int closeness(final String type, final String range) {
        if (range.equals(type)) {
            return 3;
        }
        if (range.equals(type.substring(0, type.indexOf('/') + 1) + "*")) {
            return 2;
        }
        return range.equals("*/*") ? 1 : 0;
    }

    private static double weight(final String range) {
        for (final String parameter : range.toLowerCase(Locale.ROOT).split(";", -1)) {
            final String stripped = parameter.strip();
            if (stripped.startsWith("q=")) {
                try {
                    return Double.parseDouble(stripped.substring(2));
                } catch (final NumberFormatException e) {
                    // A weight that is none does not count, and neither does what it weighs.
                    return 0;
                }
            }
        }
        return 1;
    }

    private static void page(final HttpServerRequest request, final Refusal refusal) {
        Pages.refuse(request, refusal, "");
    }
}
