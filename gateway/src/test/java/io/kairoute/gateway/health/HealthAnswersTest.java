package io.kairoute.gateway.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.snapshot.TenantDirectory;
import io.vertx.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthAnswersTest {
    @Test
    void shouldCallAProcessAliveThatIsNotReady() {
        assertEquals(ServingStatus.SERVING, answers(false).status("liveness"));
        assertEquals(ServingStatus.SERVING, answers(true).status("liveness"));
    }

    @ParameterizedTest
    @ValueSource(strings = {HealthAnswers.WHOLE_NODE, "readiness", "kairoute.routing.v1.RoutingService"})
    void shouldCallServingOnlyWhatIsReady(final String service) {
        assertEquals(ServingStatus.NOT_SERVING, answers(false).status(service));
        assertEquals(ServingStatus.SERVING, answers(true).status(service));
    }

    @Test
    void shouldNotKnowAnotherService() {
        assertEquals(ServingStatus.SERVICE_UNKNOWN, answers(true).status("Liveness"));
    }

    private static HealthAnswers answers(final boolean isReady) {
        final Readiness.Phase phase = new Readiness.Phase() {
            @Override
            public boolean isReady() {
                return isReady;
            }

            @Override
            public boolean isStopping() {
                return false;
            }
        };
        return new HealthAnswers(new Readiness(phase, new TenantDirectory(List.of("default")), ordinal -> false));
    }
}
