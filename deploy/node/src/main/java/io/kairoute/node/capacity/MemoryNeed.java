package io.kairoute.node.capacity;

import io.kairoute.router.segment.IndexBudget;

/**
 * The memory that a node needs.
 *
 * <p>Of the heap, what is in use may be half, since the collector needs room to work in; the read indexes of the sets that are served and
 * of those that are opened next may be the share of it that {@link IndexBudget} gives them. A table that is compiled and bodies of
 * admin calls have room of their own.
 *
 * @param heapBytes what {@code -Xmx} should say
 * @param tenantBytes what of it the tenants and their tables take
 * @param indexBytes what of it the read indexes of the sets that are served take
 * @param besideBytes what a node takes beside its heap
 * @param pageBytes the pages of the segment files, which the kernel takes back where it must
 */
public record MemoryNeed(long heapBytes, long tenantBytes, long indexBytes, long besideBytes, long pageBytes) {
    /** What a heap and a limit are rounded up to. */
    private static final long STEP = 256L << 20;

    /** Compiling the heaviest table that is accepted takes as much; so do the bodies of admin calls, and what is made of them. */
    private static final long WORK_ROOM = 512L << 20;

    private static final int COLLECTORS_SHARE = 2;
    private static final int SETS_AT_ONCE = 2;

    /** That of a node of so many event loops. */
    public static MemoryNeed of(final Stock stock, final int loops, final Constants constants) {
        final long tenants = stock.tenantBytes(constants);
        final long index = stock.indexBytes(constants);
        final long live = constants.times(1, Constant.HEAP_BASE_BYTES) + tenants + SETS_AT_ONCE * index;
        final long heap = Math.max(COLLECTORS_SHARE * live + WORK_ROOM, IndexBudget.HEAP_SHARE * SETS_AT_ONCE * index);
        return new MemoryNeed(
                rounded(heap),
                tenants,
                index,
                constants.times(1, Constant.BESIDE_BASE_BYTES) + constants.times(loops, Constant.BESIDE_BYTES_PER_LOOP),
                stock.fileBytes(constants));
    }

    /** What the container, or the machine, should have. */
    public long limitBytes() {
        return rounded(heapBytes + besideBytes + pageBytes);
    }

    /** A heap in which the read indexes of the sets that are served have room. */
    public long leastIndexedHeapBytes() {
        return IndexBudget.HEAP_SHARE * indexBytes;
    }

    private static long rounded(final long bytes) {
        return (bytes + STEP - 1) / STEP * STEP;
    }
}
