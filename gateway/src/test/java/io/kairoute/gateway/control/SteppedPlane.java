package io.kairoute.gateway.control;

import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.router.decide.Router;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A control plane of one tenant over a directory, which a test steps and starts again, with clocks that the test sets.
 * Thread-confined: owned by the test.
 */
final class SteppedPlane implements AutoCloseable {
    static final Call ANN = Call.by("ann", "here", Router.ANY_TENANT);

    private final Path directory;
    private final UnaryOperator<ControlLog> around;
    private SteppedLoop loop = new SteppedLoop(1_800_000_000_000L);
    private ControlPlane plane;

    SteppedPlane(final Path directory) {
        this(directory, log -> log);
    }

    /** Makes one over a log that the test puts something around. */
    SteppedPlane(final Path directory, final UnaryOperator<ControlLog> around) {
        this.directory = directory;
        this.around = around;
        plane = open();
    }

    private ControlPlane open() {
        final Path file = directory.resolve("control.db");
        return new ControlPlane(
                around.apply(SqliteControlLog.open(
                        file, ChainKey.open(directory.resolve("control.key"), Files.exists(file)))),
                new TenantDirectory(List.of("default")),
                Map.of("default", new KeyHasher(new byte[KeyHasher.SECRET_BYTES])),
                ControlSettings.DEFAULT,
                loop.clock(),
                loop.loop());
    }

    /** Ends it, and starts another one over the same directory. */
    void restart() {
        plane.close();
        loop = new SteppedLoop(loop.nowMs());
        plane = open();
    }

    ControlPlane plane() {
        return plane;
    }

    SteppedLoop loop() {
        return loop;
    }

    /** What the wall clock shows. */
    long nowMs() {
        return loop.nowMs();
    }

    /** Sets the wall clock ahead, or back, and ticks. */
    void jump(final long millis) {
        loop.jump(millis);
        loop.tick();
    }

    /** Does something with the tenant. */
    <R> R work(final Function<TenantControl, R> change) {
        return done(plane.work().with(ANN, "", change));
    }

    /** Steps until something is done. */
    <R> R done(final CompletableFuture<R> future) {
        while (!future.isDone()) {
            loop.step();
        }
        return future.join();
    }

    /** Publishes the test table as the first revision. */
    void publishTable() {
        done(plane.publisher()
                .publish(
                        ANN,
                        PublishTableRequest.newBuilder()
                                .setDocument(ControlTables.withPriority(70))
                                .setAcceptWarnings(true)
                                .setBaseRevision(0)
                                .setReason("test")
                                .build()));
    }

    @Override
    public void close() {
        plane.close();
    }
}
