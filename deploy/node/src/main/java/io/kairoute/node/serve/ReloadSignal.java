package io.kairoute.node.serve;

import java.lang.reflect.Proxy;

/**
 * Has a task run whenever the process gets SIGHUP, which is what {@code systemctl reload} sends.
 *
 * <p>Java takes signals by one class alone, {@code sun.misc.Signal}. It is named by reflection, since the compiler warns of it in a way that
 * no annotation ends.
 */
final class ReloadSignal {
    private ReloadSignal() {}

    /** From now on. Where the JVM leaves signals alone (-Xrs), so does this; the files are looked at every identity.reload all the same. */
    static void runs(final Runnable task) {
        try {
            final Class<?> signal = Class.forName("sun.misc.Signal");
            final Class<?> handler = Class.forName("sun.misc.SignalHandler");
            final Object running = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            task.run();
                        }
                        return null;
                    });
            final Object hangUp = signal.getConstructor(String.class).newInstance("HUP");
            signal.getMethod("handle", signal, handler).invoke(null, hangUp, running);
        } catch (final ReflectiveOperationException e) {
            // There is no such class, or it refuses.
        }
    }
}
