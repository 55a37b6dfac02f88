package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class FixedHeadersTest {
    private final Http2Headers copied = new DefaultHttp2Headers().status("200").set("content-type", "application/grpc");
    private final FixedHeaders headers = new FixedHeaders(copied);

    @Test
    void shouldSayWhatTheHeadersSayThatItCopied() {
        assertEquals(copied, headers);
        assertEquals("200", headers.status());
    }

    @Test
    void shouldBeginEachWalkAtTheFirstHeaderAndEndItBehindTheLast() {
        final List<String> walked = new ArrayList<>();

        headers.forEach(header -> walked.add(header.getKey() + "=" + header.getValue()));
        headers.forEach(header -> walked.add(header.getKey() + "=" + header.getValue()));

        assertEquals(
                List.of(":status=200", "content-type=application/grpc", ":status=200", "content-type=application/grpc"),
                walked);
        final Iterator<Map.Entry<CharSequence, CharSequence>> ended = headers.iterator();
        ended.next();
        ended.next();
        assertThrows(NoSuchElementException.class, ended::next);
    }

    @Test
    void shouldWalkWithTheSameObjectEachTime() {
        assertSame(headers.iterator(), headers.iterator());
    }
}
