package io.kairoute.bench.load;

/** How the generator asks. */
public enum Protocol {
    /** One gRPC call for each contact. */
    UNARY,
    /** One gRPC stream for each connection. */
    STREAM,
    /** One HTTP/1.1 post of JSON for each contact. */
    JSON
}
