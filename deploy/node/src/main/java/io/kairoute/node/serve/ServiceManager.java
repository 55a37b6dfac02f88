package io.kairoute.node.serve;

import com.sun.jna.NativeLibrary;
import io.kairoute.gateway.config.StopConfig;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells the service manager that started this process how far the node is, where it wants to know: systemd, with {@code
 * Type=notify}. Thread-safe.
 *
 * <p>The messages go out by systemd's own library, called in this process, so that they come from its main process and the unit
 * needs no {@code NotifyAccess=all}. Java has no Unix sockets for single messages, and a program that is started for each of them
 * would be a fork of a node every few seconds.
 */
final class ServiceManager {
    private static final String LIBRARY = "libsystemd.so.0";
    private static final String FUNCTION = "sd_notify";

    /** What a node may take to close its files after the last call, at the most. */
    private static final long CLOSING_MS = 60_000;

    /** How often within the watchdog's time the node tells that it lives. */
    private static final long SIGNS_OF_LIFE = 3;

    private final boolean isThere;
    private final Consumer<String> told;
    private final long watchdogMs;

    /**
     * A manager that is told by what takes its messages.
     *
     * @param isThere whether there is one; without, SIGHUP ends the process, as when its terminal is closed
     * @param watchdogMs after how long without a sign of life the manager ends the process; 0 for never
     */
    ServiceManager(final boolean isThere, final Consumer<String> told, final long watchdogMs) {
        this.isThere = isThere;
        this.told = told;
        this.watchdogMs = watchdogMs;
    }

    /**
     * The one that started this process; where none asks, what it is told goes nowhere.
     *
     * @param notes takes what there is to say, in sentences for a person
     */
    static ServiceManager of(final Map<String, String> environment, final Consumer<String> notes) {
        if (environment.getOrDefault("NOTIFY_SOCKET", "").isEmpty()) {
            return new ServiceManager(false, message -> {}, 0);
        }
        // JNA would unpack itself into the home of the user, which is where the state of a service lies.
        System.setProperty("jna.tmpdir", System.getProperty("java.io.tmpdir"));
        return new ServiceManager(true, message -> send(message, notes), watchdogMs(environment));
    }

    /**
     * The node may be sent calls; from now on the manager hears that it lives, as long as it does, and may have it read its files again.
     *
     * @param life shows that the node lives
     * @param reload looks at files that may have changed, and is back when that is done
     */
    void ready(final Watchdog.Life life, final Runnable reload) {
        // Before anybody knows of the node: a signal that came earlier would end it.
        if (isThere) {
            ReloadSignal.runs(() -> reload(reload));
        }
        told.accept("READY=1");
        if (watchdogMs > 0) {
            Watchdog.start(watchdogMs / SIGNS_OF_LIFE, life, () -> told.accept("WATCHDOG=1"));
        }
    }

    /** Has the node read its files again, and tells when it begins and when it is done. */
    void reload(final Runnable reload) {
        told.accept("RELOADING=1\nMONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
        reload.run();
        told.accept("READY=1");
    }

    /** The node stops, and takes as long as its configuration lets calls have, whatever the unit says. */
    void stopping(final StopConfig stop) {
        final long mostMs = stop.drainMs() + stop.graceMs() + CLOSING_MS;
        told.accept("STOPPING=1\nEXTEND_TIMEOUT_USEC=" + TimeUnit.MILLISECONDS.toMicros(mostMs));
    }

    private static long watchdogMs(final Map<String, String> environment) {
        final String pid = environment.get("WATCHDOG_PID");
        if (pid != null && !pid.equals(Long.toString(ProcessHandle.current().pid()))) {
            return 0;
        }
        try {
            return TimeUnit.MICROSECONDS.toMillis(Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0")));
        } catch (final NumberFormatException e) {
            return 0;
        }
    }

    private static void send(final String message, final Consumer<String> notes) {
        try {
            final int sent =
                    NativeLibrary.getInstance(LIBRARY).getFunction(FUNCTION).invokeInt(new Object[] {0, message});
            if (sent < 0) {
                notes.accept("the service manager could not be told " + firstLine(message) + " (error " + -sent + ")");
            }
        } catch (final LinkageError e) {
            notes.accept("the service manager could not be told " + firstLine(message) + ", since " + LIBRARY
                    + " cannot be used: " + e.getMessage());
        }
    }

    private static String firstLine(final String message) {
        return message.lines().findFirst().orElse("");
    }
}
