package io.kairoute.router.segment;

/** All the heap that the process's read indexes may have, taken until it is closed: sets are looked up in their files meanwhile. */
public final class FullBudget implements AutoCloseable {
    private final IndexBudget budget = IndexBudget.ofProcess();
    private final long bytes = budget.bytes() - budget.taken();

    /** Takes it. */
    public FullBudget() {
        if (!budget.take(bytes)) {
            throw new IllegalStateException("somebody took heap for an index meanwhile: bytes=" + bytes);
        }
    }

    @Override
    public void close() {
        budget.giveBack(bytes);
    }
}
