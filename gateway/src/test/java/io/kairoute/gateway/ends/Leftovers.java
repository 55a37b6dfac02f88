package io.kairoute.gateway.ends;

import io.netty.util.ResourceLeakDetector;
import io.vertx.core.Vertx;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks for what calls left behind: buffers that nobody released, timers that still run, threads.
 *
 * <p>Netty and Vert.x tell of buffers and timers to nobody, so their own lists are read.
 */
final class Leftovers implements AutoCloseable {
    private static final String[] OURS = {"kairoute-", "vert.x-", "vertx-"};

    private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
    private final ResourceLeakDetector<?> buffers;
    private final int interval;

    /** From now on every buffer is followed. */
    Leftovers() throws ReflectiveOperationException {
        buffers = (ResourceLeakDetector<?>) field(Class.forName("io.netty.buffer.AbstractByteBuf"), "leakDetector")
                .get(null);
        final Field sampled = field(ResourceLeakDetector.class, "samplingInterval");
        interval = sampled.getInt(buffers);
        sampled.setInt(buffers, 1);
    }

    /** Vert.x turns it off as it starts. */
    void follow() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
    }

    /** Where buffers were made that were not released; constants of classes, which never are, apart. */
    List<String> buffers() {
        try {
            return ((Set<?>) field(ResourceLeakDetector.class, "allLeaks").get(buffers))
                    .stream()
                            .map(Object::toString)
                            .filter(made -> !made.contains(".<clinit>("))
                            .toList();
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Timers that have not run and were not cancelled. */
    static int timers(final Vertx vertx) {
        try {
            return ((Map<?, ?>) field(vertx.getClass(), "timeouts").get(vertx)).size();
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The threads of nodes. */
    static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread -> isOurs(thread.getName()))
                .collect(Collectors.toSet());
    }

    private static boolean isOurs(final String name) {
        for (final String prefix : OURS) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws ReflectiveOperationException {
        ResourceLeakDetector.setLevel(level);
        field(ResourceLeakDetector.class, "samplingInterval").setInt(buffers, interval);
    }

    private static Field field(final Class<?> of, final String name) throws ReflectiveOperationException {
        final Field field = of.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
