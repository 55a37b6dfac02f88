package io.kairoute.gateway.history.decisions;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.kairoute.control.v1.DecisionDifference;
import io.kairoute.routing.v1.RouteResponse;
import java.util.List;

/** Tells what two answers to one question say differently. */
final class DecisionDifferences {
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();

    private DecisionDifferences() {}

    /** The fields that differ, in the order of their numbers; the trace, which only one of them has, is left out. */
    static List<DecisionDifference> between(final RouteResponse logged, final RouteResponse again) {
        return RouteResponse.getDescriptor().getFields().stream()
                .filter(field -> field.getNumber() != RouteResponse.TRACE_FIELD_NUMBER)
                .filter(field -> !logged.getField(field).equals(again.getField(field)))
                .map(field -> DecisionDifference.newBuilder()
                        .setField(field.getName())
                        .setLogged(text(logged, field))
                        .setAgain(text(again, field))
                        .build())
                .toList();
    }

    // The printer takes whole messages only, so the value is what stands behind the name in a message of this one
    // field.
    private static String text(final RouteResponse from, final FieldDescriptor field) {
        final RouteResponse alone =
                RouteResponse.newBuilder().setField(field, from.getField(field)).build();
        try {
            final String json = PRINTER.print(alone);
            final int value = json.indexOf(':') + 1;
            return value == 0 ? "" : json.substring(value, json.length() - 1);
        } catch (final InvalidProtocolBufferException e) {
            throw new IllegalStateException("field=" + field.getName() + " has no JSON form", e);
        }
    }
}
