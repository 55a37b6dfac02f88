package io.kairoute.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final int BANK = 1;
    private static final int SHOP = 2;

    private final Lane lane = new Lane(new Lane.Bounds(4, 40, 1_000), Runnable::run);
    private final List<String> begun = new ArrayList<>();
    private final Map<String, CompletableFuture<String>> open = new HashMap<>();

    @Test
    void shouldLeaveRoomForAnotherTenantWhileOneHoldsAllThatItMay() {
        for (int i = 0; i < 10; i++) {
            assertNotNull(submit(BANK, "bank" + i));
        }

        submit(SHOP, "shop");

        assertEquals(List.of("bank0", "bank1", "shop"), begun);
    }

    @Test
    void shouldTakeTenantsInTurns() {
        final Lane narrow = new Lane(new Lane.Bounds(1, 40, 1_000), Runnable::run);
        submit(narrow, BANK, "bank0");
        submit(narrow, BANK, "bank1");
        submit(narrow, BANK, "bank2");
        submit(narrow, SHOP, "shop0");
        submit(narrow, SHOP, "shop1");

        for (int i = 0; i < 5; i++) {
            end(begun.get(i));
        }

        assertEquals(List.of("bank0", "bank1", "shop0", "bank2", "shop1"), begun);
    }

    @Test
    void shouldRefuseATenantThatHasItsShareWaitingAndNoOther() {
        for (int i = 0; i < 12; i++) {
            assertNotNull(submit(BANK, "bank" + i), "two run and ten wait");
        }

        assertNull(submit(BANK, "bank12"));
        assertNotNull(submit(SHOP, "shop"));
    }

    @Test
    void shouldBoundTheBytesThatWait() {
        submit(BANK, "bank0");
        submit(BANK, "bank1");

        assertNotNull(lane.submit(BANK, 900, () -> CompletableFuture.completedStage("")));
        assertNull(lane.submit(BANK, 101, () -> CompletableFuture.completedStage("")));
    }

    @Test
    void shouldGiveRoomBackWhenTheWorkHasEndedAndOnce() {
        submit(BANK, "a");
        submit(BANK, "b");
        final Lane.Ticket c = submit(BANK, "c");

        end("a");

        assertEquals(2, lane.running());
        assertFalse(c.withdraw(), "it runs");
        end("b");
        end("c");
        assertEquals(0, lane.running());
        assertEquals(0, lane.waiting());
    }

    @Test
    void shouldTakeOutWhatNobodyWaitsForAnyMoreOnce() {
        submit(BANK, "a");
        submit(BANK, "b");
        final Lane.Ticket c = submit(BANK, "c");

        assertTrue(c.withdraw());
        assertFalse(c.withdraw());

        assertEquals(0, lane.waiting());
        end("a");
        assertEquals(List.of("a", "b"), begun);
        assertEquals(1, lane.running());
    }

    @Test
    void shouldGiveRoomBackWhenAWorkThrowsAnError() {
        lane.submit(BANK, 1, () -> {
            throw new StackOverflowError();
        });

        assertEquals(0, lane.running());
    }

    private Lane.Ticket submit(final int tenant, final String name) {
        return submit(lane, tenant, name);
    }

    private Lane.Ticket submit(final Lane into, final int tenant, final String name) {
        return into.submit(tenant, 1, () -> {
            begun.add(name);
            return open.computeIfAbsent(name, key -> new CompletableFuture<>());
        });
    }

    private void end(final String name) {
        open.get(name).complete(name);
    }
}
