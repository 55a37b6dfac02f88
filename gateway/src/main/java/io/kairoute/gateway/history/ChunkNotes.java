package io.kairoute.gateway.history;

import io.kairoute.router.segment.SegmentSetHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a log notes for all its later decisions: the words of segment sets, the time zone rules. Thread-confined: owned by its reader. */
final class ChunkNotes {
    private final Map<String, SegmentSetHeader> sets = new HashMap<>();
    private final Set<String> timeZones = new TreeSet<>();

    /** Takes a frame's payload; false where it is no such note. */
    boolean take(final byte[] payload) throws IOException {
        switch (payload[0]) {
            case ChunkFormat.SEGMENT_SET -> {
                final SegmentSetHeader header = SegmentSetNote.parse(payload, 1);
                sets.put(header.version(), header);
            }
            case ChunkFormat.TIME_ZONES ->
                timeZones.add(new String(payload, 1, payload.length - 1, StandardCharsets.UTF_8));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** What the words of a segment set mean; null where no note of it was met. */
    @Nullable
    SegmentSetHeader set(final String version) {
        return sets.get(version);
    }

    /** The versions of the time zone rules. */
    Set<String> timeZones() {
        return Set.copyOf(timeZones);
    }
}
