package io.kairoute.router.codec;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.kairoute.router.Limits;
import io.kairoute.routing.v1.Alternative;
import io.kairoute.routing.v1.RouteRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** The limits of a request, asked of the generated message. */
final class RequestLimits {
    private static final Set<Integer> KEYS = Set.of(
            RouteRequest.CONTACT_ID_FIELD_NUMBER,
            RouteRequest.CUSTOMER_KEY_FIELD_NUMBER,
            RouteRequest.ACCOUNT_KEY_FIELD_NUMBER);

    private RequestLimits() {}

    /** Whether anything is longer, or there is more of anything, than is allowed. */
    static boolean areExceeded(final RouteRequest request, final int messageBytes) {
        return messageBytes > Limits.REQUEST_BYTES
                || request.getAlternateKeysCount() > Limits.ALTERNATE_KEYS
                || request.getAlternativesCount() > Limits.ALTERNATIVES
                || request.getLabelsCount() > Limits.LABELS
                || request.getAlternateKeysList().stream().anyMatch(key -> isOver(key, Limits.KEY_BYTES))
                || request.getAlternativesList().stream().anyMatch(RequestLimits::isOver)
                || request.getLabelsMap().entrySet().stream().anyMatch(RequestLimits::isOver)
                || request.getAllFields().entrySet().stream()
                        .anyMatch(field -> isOver(field.getKey(), field.getValue()));
    }

    private static boolean isOver(final Alternative alternative) {
        return isOver(alternative.getOccasion(), Limits.STRING_BYTES)
                || isOver(alternative.getIntent(), Limits.STRING_BYTES);
    }

    private static boolean isOver(final Map.Entry<String, String> label) {
        return isOver(label.getKey(), Limits.LABEL_NAME_BYTES) || isOver(label.getValue(), Limits.LABEL_VALUE_BYTES);
    }

    private static boolean isOver(final FieldDescriptor field, final Object value) {
        return value instanceof String text
                && isOver(text, KEYS.contains(field.getNumber()) ? Limits.KEY_BYTES : Limits.STRING_BYTES);
    }

    private static boolean isOver(final String text, final int most) {
        return text.getBytes(StandardCharsets.UTF_8).length > most;
    }
}
