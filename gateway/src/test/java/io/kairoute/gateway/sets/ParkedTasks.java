package io.kairoute.gateway.sets;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Keeps what it is given until a test lets it run. Thread-safe. */
final class ParkedTasks implements Executor {
    private final List<Runnable> tasks = new ArrayList<>();

    @Override
    public synchronized void execute(final Runnable task) {
        tasks.add(task);
    }

    /** Runs what there is; returns how much that was. */
    int runAll() {
        final List<Runnable> now;
        synchronized (this) {
            now = List.copyOf(tasks);
            tasks.clear();
        }
        now.forEach(Runnable::run);
        return now.size();
    }
}
