package io.kairoute.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class CallFaultsTest {
    private final List<Object> logged = new ArrayList<>();

    @Test
    void shouldLogAFullDiskInOneLine() {
        final StoreException full =
                StoreException.io("write", Path.of("a.log"), new IOException("No space left on device"));

        final Refusal refusal = faults().refusalOf(full);

        assertEquals(Code.UNAVAILABLE, refusal.code());
        assertEquals(
                List.of("event={} reason=\"{}\"", "x_failed", "cannot write a.log: No space left on device"), logged);
    }

    @Test
    void shouldLogWhereAFaultComesFrom() {
        final IllegalStateException fault = new IllegalStateException("on purpose");

        final Refusal refusal = faults().refusalOf(fault);

        assertEquals(Code.INTERNAL, refusal.code());
        assertEquals(List.of("event={}", "x_failed", fault), logged);
    }

    private CallFaults faults() {
        final Logger log = (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    Arrays.stream(arguments)
                            .flatMap(argument ->
                                    argument instanceof Object[] many ? Arrays.stream(many) : Stream.of(argument))
                            .forEach(logged::add);
                    return null;
                });
        return new CallFaults(log, "x_failed", "DISK_FAILED", "Not done");
    }
}
