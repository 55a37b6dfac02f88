package io.kairoute.gateway.route;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Headers that one connection sends with each answer, and that never change.
 *
 * <p>The codec walks over the headers of a frame twice: it measures them, then it writes them. Each walk begins when the one before
 * is over, so all of them share one iterator, and cost no object. Thread-confined: owned by its event loop.
 */
final class FixedHeaders extends DefaultHttp2Headers {
    private final List<Map.Entry<CharSequence, CharSequence>> entries;
    private final Walk walk = new Walk();

    /** Copies headers that are known to be good. */
    FixedHeaders(final Http2Headers copied) {
        super(false, copied.size());
        add(copied);
        entries = new ArrayList<>(copied.size());
        super.iterator().forEachRemaining(entries::add);
    }

    @Override
    public Iterator<Map.Entry<CharSequence, CharSequence>> iterator() {
        walk.next = 0;
        return walk;
    }

    private final class Walk implements Iterator<Map.Entry<CharSequence, CharSequence>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < entries.size();
        }

        @Override
        public Map.Entry<CharSequence, CharSequence> next() {
            if (next >= entries.size()) {
                throw new NoSuchElementException("headers=" + entries.size());
            }
            return entries.get(next++);
        }
    }
}
