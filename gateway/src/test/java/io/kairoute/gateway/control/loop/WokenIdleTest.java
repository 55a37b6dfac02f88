package io.kairoute.gateway.control.loop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WokenIdleTest {
    private static final Duration MOST_WAIT = Duration.ofSeconds(60);

    private final WokenIdle idle = new WokenIdle(TimeUnit.HOURS.toNanos(1));

    @Test
    void shouldNotParkWhereItWasWokenBefore() {
        idle.wake();

        assertTimeoutPreemptively(MOST_WAIT, () -> idle.idle(0));
    }

    @Test
    void shouldNotParkWhereThereWasWork() {
        assertTimeoutPreemptively(MOST_WAIT, () -> idle.idle(1));
    }

    @Test
    void shouldParkNoLongerThanItIsTold() {
        final WokenIdle brief = new WokenIdle(TimeUnit.MILLISECONDS.toNanos(1));

        assertTimeoutPreemptively(MOST_WAIT, () -> brief.idle(0));
    }

    @Test
    void shouldWakeAThreadThatIsParked() throws Exception {
        final Thread parked = new Thread(idle::idle);
        parked.setDaemon(true);
        parked.start();
        while (parked.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        idle.wake();

        parked.join(MOST_WAIT.toMillis());
        assertFalse(parked.isAlive());
    }
}
