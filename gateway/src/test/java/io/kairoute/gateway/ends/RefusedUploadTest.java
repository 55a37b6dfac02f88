package io.kairoute.gateway.ends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.ends.Heard.Over;
import io.kairoute.gateway.identity.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller who is refused in the middle of an upload hears why, also when it makes room for the answer only then. */
class RefusedUploadTest {
    private static final int ROOM = 1 << 16;
    private static final int TOO_MUCH = 2 * 1024 * 1024;

    @Test
    void shouldGiveTheWholeRefusalToACallerWhoMakesRoomForItLate(@TempDir final Path directory) throws Exception {
        try (TestIssuer issuer = new TestIssuer();
                EndsNode node = new EndsNode(directory, issuer);
                Http2Line line = new Http2Line(node.adminPort())) {
            final Heard upload = refused(line);

            line.grant(upload, ROOM);
            line.await(upload, call -> false);

            assertEquals(Over.ANSWERED, upload.how());
            assertEquals(401, upload.status(false));
            assertTrue(upload.bytes() > 0, "a sentence that says why");
        }
    }

    @Test
    void shouldResetACallerWhoGoesOnSendingAfterItsRefusal(@TempDir final Path directory) throws Exception {
        try (TestIssuer issuer = new TestIssuer();
                EndsNode node = new EndsNode(directory, issuer);
                Http2Line line = new Http2Line(node.adminPort())) {
            final Heard upload = refused(line);

            for (int sent = 0; sent < TOO_MUCH && !upload.isOver(); sent += 1 << 14) {
                line.data(upload, new byte[1 << 14], false);
                line.flush();
                line.catchUp();
            }
            line.await(upload, call -> false);

            assertEquals(Over.RESET, upload.how());
        }
    }

    private static Heard refused(final Http2Line line) throws Exception {
        final Head head = new Head(
                "POST",
                CallKind.UPLOAD_BODY.path(Misbehaviour.ANSWER),
                Map.of("content-type", CallKind.UPLOAD_BODY.contentType(), "authorization", "Bearer of.no.worth"));
        final Heard upload = line.begin(head, false);
        line.data(upload, "the first line".getBytes(StandardCharsets.UTF_8), false);
        line.await(upload, Heard::hasBegun);
        return upload;
    }
}
