package io.kairoute.bench.decision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.bench.subject.Contacts;
import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.bench.subject.Scenario;
import io.kairoute.bench.subject.Subject;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrefixPipelineTest {
    private static final int RULES = 200;
    private static final int CUSTOMERS = 500;
    private static final int CONTACTS = 50;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldAnswerAsTheRouterDoesAndAsTheScenarioSays() throws Exception {
        try (Subject subject = new Subject(RULES, CustomerSet.open(directory.resolve("set"), CUSTOMERS))) {
            final PrefixPipeline whole = new PrefixPipeline(Step.ANSWER, subject.tenants());
            for (final Scenario scenario : Scenario.values()) {
                final Contacts contacts = Contacts.of(scenario, CONTACTS, CUSTOMERS, RULES);
                for (int i = 0; i < CONTACTS; i++) {
                    contacts.next();

                    final int length = subject.route(contacts);
                    final byte[] expected = new byte[length];
                    subject.response().getBytes(0, expected);
                    final byte[] answer = new byte[whole.run(contacts)];
                    whole.response().getBytes(0, answer);

                    assertArrayEquals(expected, answer);
                    assertTakesItsWay(scenario, RouteResponse.parseFrom(answer));
                }
            }
        }
    }

    private static void assertTakesItsWay(final Scenario scenario, final RouteResponse answer) {
        final String expected =
                switch (scenario) {
                    case HIT, OVERFLOW, EXPERIMENT -> "CUSTOMER CLEAR";
                    case MISS -> "DEFAULT CLEAR";
                    case CONSENT_OFF -> "CONSENT_OFF CLEAR";
                    case AMBIGUOUS -> "CUSTOMER AMBIGUOUS";
                };
        assertEquals(expected, answer.getSegmentSource() + " " + answer.getBand());
        assertEquals(scenario == Scenario.EXPERIMENT, !answer.getExperiment().isEmpty());
        if (scenario == Scenario.OVERFLOW) {
            assertEquals("q0", answer.getQueue());
        }
        assertTrue(answer.getRuleCount() >= 1);
    }
}
