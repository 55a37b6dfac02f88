package io.kairoute.bench.gateway;

import io.kairoute.bench.load.ContactMix;
import io.kairoute.bench.load.LoadPlan;
import io.kairoute.bench.load.LoadResult;
import io.kairoute.bench.load.LoadRun;
import io.kairoute.bench.load.LoadSecond;
import io.kairoute.bench.process.Child;
import io.kairoute.bench.process.JavaCommand;
import io.kairoute.ctl.connection.Target;
import io.kairoute.ctl.outcome.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One server under measurement, in a process of its own. Thread-confined: owned by a run.
 *
 * @param name what figures call it
 * @param child its process
 * @param port the port it routes on
 */
record MeasuredServer(String name, Child child, int port) implements AutoCloseable {
    private static final double NS_PER_US = 1_000;

    /** Starts a server, which tells its port when it is ready; {@code core} is negative for all of them. */
    static MeasuredServer start(final String name, final int core, final Class<?> main, final List<String> arguments) {
        final JavaCommand command = new JavaCommand(main)
                .onCore(core)
                .options("-Xms512m", "-Xmx512m")
                .arguments(arguments);
        final Child child = new Child(name, command.words(), null);
        final @Nullable String port = child.readLine();
        if (port == null) {
            child.close();
            throw new Refusal(name + " did not start; its own words stand above.");
        }
        return new MeasuredServer(name, child, Integer.parseInt(port));
    }

    /** Where it routes. */
    Target target() {
        return new Target("127.0.0.1", port);
    }

    /** Sends it a load, and looks at what the calls cost it, those of the warm-up included. */
    CallCost load(final LoadPlan plan, final ContactMix mix) {
        final long beforeNs = child.processorNs();
        final LoadResult result = LoadRun.run(plan, mix, second -> {});
        final long usedNs = child.processorNs() - beforeNs;
        final long answered =
                result.seconds().stream().mapToLong(LoadSecond::answered).sum();
        return new CallCost(result, usedNs / NS_PER_US / Math.max(1, answered));
    }

    @Override
    public void close() {
        child.close();
    }
}
