package io.kairoute.gateway.node;

import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.console.site.ConsolePages;
import io.kairoute.gateway.edge.Seam;
import io.kairoute.gateway.edge.SeamCheck;
import io.kairoute.gateway.edge.VertxSeam;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a node needs and nothing has to be opened for, made on a thread of its own while the data directory is opened: both read some
 * thousand classes, and a start is as long as its longest way.
 *
 * <p>Thread-safe: whoever asks waits until it is made.
 */
final class Ahead {
    private static final long MOST_S = 30;

    private final Future<Seam> seam;
    private final Future<ConsolePages> pages;

    private Ahead(final Future<Seam> seam, final Future<ConsolePages> pages) {
        this.seam = seam;
        this.pages = pages;
    }

    /** Begins with all that this configuration asks for. A start that fails leaves nothing behind but a thread that ends soon. */
    static Ahead begin(final GatewayConfig config) {
        final FutureTask<ConsolePages> pages = new FutureTask<>(ConsolePages::read);
        final CompletableFuture<Seam> seam = new CompletableFuture<>();
        final Thread thread = new Thread(
                () -> {
                    checkSeam(config, seam);
                    if (config.console().isEnabled()) {
                        pages.run();
                    }
                },
                "kairoute-ahead");
        thread.setDaemon(true);
        thread.start();
        return new Ahead(seam, pages);
    }

    /** What takes plain calls past Vert.x; {@link Seam#NONE} where none may, or none fits. */
    Seam seam() {
        return await("the check of the seam to Vert.x", seam);
    }

    /** The console's files; asked for only where it is on. */
    ConsolePages pages() {
        return await("the reading of the console's files", pages);
    }

    private static void checkSeam(final GatewayConfig config, final CompletableFuture<Seam> seam) {
        if (!config.route().answersPlainCalls()) {
            seam.complete(Seam.NONE);
            return;
        }
        try {
            // A Vert.x of its own: those of the listeners are not there yet.
            final Vertx vertx = Vertx.vertx(new VertxOptions()
                    .setEventLoopPoolSize(1)
                    .setFileSystemOptions(new FileSystemOptions()
                            .setClassPathResolvingEnabled(false)
                            .setFileCachingEnabled(false)));
            try {
                seam.complete(SeamCheck.checked(vertx, new VertxSeam()));
            } finally {
                final var unused = vertx.close();
            }
        } catch (final Throwable e) {
            // Whatever it was: who waits for the seam must hear of it.
            seam.completeExceptionally(e);
        }
    }

    private static <T> T await(final String what, final Future<T> made) {
        try {
            return made.get(MOST_S, TimeUnit.SECONDS);
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(what, e);
        } catch (final TimeoutException e) {
            throw new IllegalStateException(what + " took more than " + MOST_S + " s", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what + " was interrupted", e);
        }
    }
}
