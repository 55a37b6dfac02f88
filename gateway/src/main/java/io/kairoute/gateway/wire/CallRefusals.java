package io.kairoute.gateway.wire;

import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;

/** The refusals that a call's method, path, headers or deadline can earn. */
public final class CallRefusals {
    /** A gRPC call to nothing we know. */
    public static final Refusal UNKNOWN_METHOD =
            Refusal.of(Code.UNIMPLEMENTED, "UNKNOWN_METHOD", "No such service or method here; check the path.");
    /** A plain request to nothing we know. */
    public static final Refusal UNKNOWN_PATH =
            Refusal.of(Code.NOT_FOUND, "UNKNOWN_PATH", "Nothing is at this path; routing is at POST /v1/route.");
    /** More than one header Host. */
    public static final Refusal TWO_HOSTS = Refusal.of(
            Code.INVALID_ARGUMENT, "TWO_HOSTS", "The request names more than one host; send one header Host.");

    /** A query that cannot be read. */
    public static final Refusal BAD_QUERY = Refusal.of(
            Code.INVALID_ARGUMENT,
            "BAD_QUERY",
            "The query holds an escape that is not % and two hexadecimal digits of UTF-8.");

    /** A body that was packed on its way. */
    public static final Refusal PACKED_BODY = Refusal.ofHttp(
            415,
            Code.INVALID_ARGUMENT,
            "CONTENT_ENCODING",
            "The body is packed, as the header content-encoding says; send it as it is, without that header.");
    /** A header {@code Expect} that asks for something else than to be told to send on. */
    public static final Refusal UNKNOWN_EXPECTATION = Refusal.ofHttp(
            417,
            Code.INVALID_ARGUMENT,
            "UNKNOWN_EXPECTATION",
            "The header Expect may say 100-continue and nothing else; leave it out.");
    /** A page that is for reading. */
    public static final Refusal GET_ONLY =
            Refusal.ofHttp(405, Code.UNIMPLEMENTED, "METHOD_NOT_ALLOWED", "This path takes GET and HEAD only.");
    /** GET and the like. */
    public static final Refusal POST_ONLY =
            Refusal.ofHttp(405, Code.UNIMPLEMENTED, "METHOD_NOT_ALLOWED", "This path takes POST only.");
    /** Another content type on a gRPC path. */
    public static final Refusal NOT_GRPC = Refusal.ofHttp(
            415,
            Code.INVALID_ARGUMENT,
            "UNSUPPORTED_MEDIA_TYPE",
            "This path takes application/grpc; JSON goes to POST /v1/route.");
    /** Plain gRPC over HTTP/1. */
    public static final Refusal NOT_HTTP_2 =
            Refusal.ofHttp(505, Code.UNIMPLEMENTED, "HTTP_2_NEEDED", "gRPC needs HTTP/2; use it, or gRPC-Web.");
    /** A timeout that is none. */
    public static final Refusal BAD_TIMEOUT = Refusal.of(
            Code.INVALID_ARGUMENT, "BAD_TIMEOUT", "grpc-timeout must be 1 to 8 digits and one of H, M, S, m, u, n.");
    /** The caller's deadline passed. */
    public static final Refusal DEADLINE_EXCEEDED =
            Refusal.of(Code.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", "The call's deadline passed before the answer.");

    /** A gRPC-Web text body that is none. */
    public static final Refusal BAD_BASE64 = Refusal.of(
            Code.INVALID_ARGUMENT,
            "BAD_BASE64",
            "The body of a gRPC-Web text call is not base64; encode it, or use grpc-web.");

    /** Reasons asked for faster than they can be given. */
    public static final Refusal TOO_MANY_EXPLANATIONS = Refusal.of(
                    Code.RESOURCE_EXHAUSTED,
                    "TOO_MANY_EXPLANATIONS",
                    "Too many calls with explain are waiting; ask again later, or without it.")
            .retryAfterMs(500);

    private CallRefusals() {}
}
