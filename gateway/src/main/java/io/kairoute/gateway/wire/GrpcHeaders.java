package io.kairoute.gateway.wire;

import io.vertx.core.http.HttpHeaders;

/** The names and values that gRPC gives to HTTP headers. */
public final class GrpcHeaders {
    public static final CharSequence STATUS = HttpHeaders.createOptimized("grpc-status");
    public static final CharSequence MESSAGE = HttpHeaders.createOptimized("grpc-message");
    public static final CharSequence STATUS_DETAILS = HttpHeaders.createOptimized("grpc-status-details-bin");
    public static final CharSequence TIMEOUT = HttpHeaders.createOptimized("grpc-timeout");
    public static final CharSequence ENCODING = HttpHeaders.createOptimized("grpc-encoding");
    public static final CharSequence ACCEPT_ENCODING = HttpHeaders.createOptimized("grpc-accept-encoding");
    public static final CharSequence RETRY_PUSHBACK = HttpHeaders.createOptimized("grpc-retry-pushback-ms");
    public static final CharSequence IDENTITY = HttpHeaders.createOptimized("identity");
    public static final CharSequence STATUS_OK = HttpHeaders.createOptimized("0");
    public static final CharSequence GRPC = HttpHeaders.createOptimized("application/grpc");

    private GrpcHeaders() {}
}
