package io.kairoute.router.table.yaml;

import io.kairoute.router.table.QueueDefinition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one queue. */
final class QueueReader {
    private QueueReader() {}

    static QueueDefinition read(final MapCursor queue) {
        return new QueueDefinition(
                queue.text("id"),
                queue.text("name"),
                queue.read("calendar", ScalarType.TEXT, QueueDefinition.ALWAYS),
                TreatmentReader.overflow(queue),
                TreatmentReader.readIfPresent(queue, "surge"),
                TreatmentReader.readIfPresent(queue, "when_closed"),
                queue.read("capacity", ScalarType.INTEGER),
                queue.read("fresh_for", ScalarType.DURATION, QueueDefinition.DEFAULT_FRESH_FOR_MS),
                texts(queue.freeMap("refs", "a mapping of platforms to names")));
    }

    /** A mapping whose keys and values are the author's own texts; empty for absent. */
    static Map<String, String> texts(final @Nullable MapCursor map) {
        final Map<String, String> texts = new LinkedHashMap<>();
        if (map != null) {
            for (final String key : map.keys()) {
                texts.put(key, map.text(key));
            }
        }
        return Collections.unmodifiableMap(texts);
    }
}
