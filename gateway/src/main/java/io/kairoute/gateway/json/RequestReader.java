package io.kairoute.gateway.json;

import com.google.protobuf.Message;

/** Reads one textual form of a message. Implementations are thread-safe. */
public interface RequestReader {
    /** Reads a body into a message's builder. */
    void read(byte[] body, Message.Builder into) throws JsonRefused;
}
