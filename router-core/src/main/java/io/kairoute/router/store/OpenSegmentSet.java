package io.kairoute.router.store;

import io.kairoute.router.segment.ChronicleSegmentStore;
import io.kairoute.router.segment.SegmentSetHeader;

/**
 * One opened segment set; closing it closes the store.
 *
 * @param manifest what the set says about itself
 * @param store finds its profiles
 */
public record OpenSegmentSet(SegmentSetManifest manifest, ChronicleSegmentStore store) implements AutoCloseable {
    /** What routing needs to know of the set. */
    public SegmentSetHeader header() {
        return manifest.header();
    }

    @Override
    public void close() {
        store.close();
    }
}
