package io.kairoute.gateway.api;

import com.google.protobuf.Message;

/** What a request asks, whole as it came and yet to be parsed. Implementations are immutable. */
interface Question {
    /** The longest one that is parsed on the event loop; a longer one would keep others waiting there. */
    int MOST_AT_ONCE = 64 * 1024;

    /** How much came of it. */
    int bytes();

    /** The tenant that it names at first sight, so that lanes are fair; empty where only parsing tells. */
    String tenantAtFirstSight();

    /**
     * Parses it, on any thread.
     *
     * @throws AdminRefused when it cannot be
     */
    Message parse();
}
