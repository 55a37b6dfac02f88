package io.kairoute.gateway.api.stream;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;

/** Spells messages as JSON in one line. */
public final class JsonText {
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer()
            .preservingProtoFieldNames()
            .alwaysPrintFieldsWithNoPresence()
            .omittingInsignificantWhitespace();

    private JsonText() {}

    /** A message in one line, without its end. */
    public static String of(final Message message) {
        try {
            return PRINTER.print(message);
        } catch (final InvalidProtocolBufferException e) {
            throw new IllegalStateException("an answer that has no JSON form", e);
        }
    }
}
