package io.kairoute.gateway.route;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.kairoute.routing.v1.RouteRequest;

/** Names a field of the request by its number, as the proto file does. */
final class FaultFields {
    private FaultFields() {}

    /** The name of a field; empty for a number that names none. */
    static String name(final int number) {
        final FieldDescriptor field = RouteRequest.getDescriptor().findFieldByNumber(number);
        return field == null ? "" : field.getName();
    }
}
