package io.kairoute.gateway.node;

import io.kairoute.gateway.config.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits, outside any event loop, for what event loops do; tells people what went wrong with a listener. */
final class Waiting {
    private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);
    private static final long CLOSE_MS = 30_000;
    private static final long OPEN_MS = 30_000;

    /** Listeners whose port the command line has an option for. */
    private static final Set<String> WITH_AN_OPTION = Set.of("route", "admin");

    private Waiting() {}

    /** Waits until something was closed, whichever way, for half a minute at most. */
    static void forClose(final Future<?> future) {
        try {
            completable(future).get(CLOSE_MS, TimeUnit.MILLISECONDS);
        } catch (final TimeoutException e) {
            LOG.error("event=close_stuck waited_ms={}", CLOSE_MS);
        } catch (final ExecutionException e) {
            LOG.error("event=close_failed", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until new certificates are in use, for half a minute at most; throws in one sentence when they cannot be. */
    static void forRenewal(final Future<?> future) {
        try {
            completable(future).orTimeout(OPEN_MS, TimeUnit.MILLISECONDS).join();
        } catch (final CompletionException e) {
            final Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(String.valueOf(cause.getMessage()), cause);
        }
    }

    /** Lets time pass; an interrupt ends it early. */
    static void forMillis(final long millis) {
        try {
            Thread.sleep(millis);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a listener is up, for half a minute at most; {@code name} is its part of the configuration. */
    static void forListener(final String name, final Address address, final Future<?> future) {
        try {
            completable(future).orTimeout(OPEN_MS, TimeUnit.MILLISECONDS).join();
        } catch (final CompletionException e) {
            throw StartException.because(sentence(name, address, e), e);
        }
    }

    /** Waits until Vert.x is down; whoever closes it says for how long. */
    static void forEnd(final Vertx vertx) throws InterruptedException, ExecutionException {
        completable(vertx.close()).get();
    }

    private static <T> CompletableFuture<T> completable(final Future<T> future) {
        return future.toCompletionStage().toCompletableFuture();
    }

    private static String sentence(final String name, final Address address, final Throwable failure) {
        final BindException bind = bindException(failure);
        if (bind == null) {
            final Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            return "The " + name + " listener did not start: " + cause.getMessage() + ".";
        }
        if (String.valueOf(bind.getMessage()).toLowerCase(Locale.ROOT).contains("in use")) {
            return "The " + name + " port " + address.port() + " on " + address.host()
                    + " is in use by another process; stop that one, or set " + name + ".port"
                    + (WITH_AN_OPTION.contains(name) ? " (--" + name + "-port N)" : "") + " to a free port.";
        }
        return "The " + name + " listener cannot use " + address.host() + ":" + address.port() + " ("
                + bind.getMessage() + "); set " + name + ".host and " + name + ".port to what this machine has.";
    }

    private static @Nullable BindException bindException(final Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException bind) {
                return bind;
            }
        }
        return null;
    }
}
