package io.kairoute.gateway.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.util.JsonFormat;
import io.kairoute.routing.v1.LadderStep;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.Trace;
import io.kairoute.routing.v1.TraceRule;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonMessageWriterTest {
    private final JsonMessageWriter writer = new JsonMessageWriter();

    @Test
    void shouldWriteWhatProtobufsOwnPrinterWrites() throws Exception {
        final RouteResponse response = RouteResponse.newBuilder()
                .setDecisionId("p7-0123456789abcdef01234567")
                .setContactId("quote \" backslash \\ newline \n é 😀")
                .setQueue("outage-desk")
                .setPriority(85)
                .setSlaMs(30_000)
                .setTableRevision(Long.MIN_VALUE)
                .setAttempt(-1)
                .setFallback(true)
                .setExpectedWaitMs(0)
                .addLadder(LadderStep.newBuilder().setAfterMs(60_000).setPriority(0))
                .addLadder(LadderStep.newBuilder().setQueue("q2"))
                .addFlags("STALE")
                .putLabels("a", "b")
                .setTrace(Trace.newBuilder()
                        .addRules(TraceRule.newBuilder().setId("t1").setMatched(true)))
                .build();

        assertEquals(expected(response), text(response));
    }

    @Test
    void shouldWriteDefaultsSoThatEveryKeyIsThere() throws Exception {
        final RouteResponse nothing = RouteResponse.getDefaultInstance();

        assertEquals(expected(nothing), text(nothing));
    }

    private String text(final RouteResponse response) {
        return new String(writer.write(response), StandardCharsets.UTF_8);
    }

    private static String expected(final RouteResponse response) throws Exception {
        return JsonFormat.printer()
                .preservingProtoFieldNames()
                .alwaysPrintFieldsWithNoPresence()
                .omittingInsignificantWhitespace()
                .print(response);
    }
}
