package io.kairoute.gateway.api;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.kairoute.gateway.observe.EndCause;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.MessageFrames;
import io.vertx.core.buffer.Buffer;

/** Takes the messages of an upload out of gRPC frames. Thread-confined: owned by its event loop. */
final class FramedInput implements UploadInput {
    private final MessageFrames frames;
    private final Parser<? extends Message> parser;

    FramedInput(final MessageFrames frames, final Parser<? extends Message> parser) {
        this.frames = frames;
        this.parser = parser;
    }

    @Override
    public void add(final Buffer bytes) {
        frames.add(bytes);
    }

    @Override
    public Next next(final boolean isBodyOver) {
        return switch (frames.next()) {
            case NOTHING -> Next.NOTHING;
            case MESSAGE -> parsed(frames.message());
            case TOO_LONG, FAULT -> new Next.Bad(frames.fault(), EndCause.REFUSED);
        };
    }

    @Override
    public boolean isAtBoundary() {
        return frames.isAtBoundary();
    }

    private Next parsed(final byte[] bytes) {
        try {
            return new Next.Whole(parser.parseFrom(bytes));
        } catch (final InvalidProtocolBufferException e) {
            return new Next.Bad(Refusal.malformed(""), EndCause.REFUSED);
        }
    }
}
