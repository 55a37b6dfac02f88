package io.kairoute.gateway.ends;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import io.kairoute.control.v1.ExportDecisionsRequest;
import io.kairoute.control.v1.WatchLiveOccasionsRequest;
import io.kairoute.gateway.TestAdminService;
import io.kairoute.gateway.api.Frames;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteStreamRequest;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every kind of call, on both listeners. */
enum CallKind {
    ROUTE(Door.ROUTE, "/kairoute.routing.v1.RoutingService/Route", "application/grpc"),
    ROUTE_WEB(Door.ROUTE, "/kairoute.routing.v1.RoutingService/Route", "application/grpc-web+proto"),
    ROUTE_JSON(Door.ROUTE, "/v1/route", "application/json"),
    ROUTE_STREAM(Door.ROUTE, "/kairoute.routing.v1.RoutingService/RouteStream", "application/grpc", Trait.TAKES_MANY),
    ROUTE_HEALTH(Door.ROUTE, "/grpc.health.v1.Health/Check", "application/grpc"),
    ROUTE_HEALTH_WATCH(Door.ROUTE, "/grpc.health.v1.Health/Watch", "application/grpc", Trait.LASTS),
    UNARY(Door.ADMIN, "/test.v1.ThingService/OperatorThing", "application/grpc"),
    WEB(Door.ADMIN, "/test.v1.ThingService/OperatorThing", "application/grpc-web+proto"),
    JSON(Door.ADMIN, "/v1/tenants/default/things/%s:operator", "application/json"),
    STREAM(Door.ADMIN, "/" + Misbehaviour.STREAM, "application/grpc"),
    WATCH(Door.ADMIN, "/kairoute.control.v1.LiveOccasionService/WatchLiveOccasions", "application/grpc", Trait.LASTS),
    STREAM_LINES(
            Door.ADMIN, "/v1/tenants/default/streams/%s", "application/json", "application/x-ndjson", Trait.IS_GET),
    WATCH_EVENTS(
            Door.ADMIN,
            "/v1/tenants/default/liveOccasions:watch",
            "application/json",
            "text/event-stream",
            Trait.IS_GET,
            Trait.LASTS),
    EXPORT_LINES(Door.ADMIN, "/v1/tenants/default/decisions:export", "application/json", "application/x-ndjson"),
    EXPORT(Door.ADMIN, "/kairoute.control.v1.DecisionService/ExportDecisions", "application/grpc"),
    UPLOAD(Door.ADMIN, "/" + Misbehaviour.UPLOAD, "application/grpc", Trait.TAKES_MANY),
    UPLOAD_BODY(
            Door.ADMIN,
            "/v1/tenants/default/uploads/%s",
            "text/csv",
            "application/x-ndjson",
            Trait.TAKES_MANY,
            Trait.IS_A_FILE),
    REFLECTION(
            Door.ADMIN,
            "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
            "application/grpc",
            Trait.TAKES_MANY,
            Trait.HAS_NO_DEADLINE),
    HEALTH(Door.ADMIN, "/grpc.health.v1.Health/Check", "application/grpc"),
    HEALTH_WATCH(Door.ADMIN, "/grpc.health.v1.Health/Watch", "application/grpc", Trait.LASTS);

    /** The listeners. */
    enum Door {
        ROUTE,
        ADMIN
    }

    private enum Trait {
        /** The request is a row of messages. */
        TAKES_MANY,
        /** It goes on for as long as the caller stays. */
        LASTS,
        /** The caller's deadline is not looked at. */
        HAS_NO_DEADLINE,
        /** There is no message but the path. */
        IS_GET,
        /** The body is a file, of which a part is a file, too. */
        IS_A_FILE
    }

    private static final Set<CallKind> MISBEHAVING = EnumSet.of(
            ROUTE, ROUTE_WEB, ROUTE_JSON, ROUTE_STREAM, UNARY, WEB, JSON, STREAM, STREAM_LINES, UPLOAD, UPLOAD_BODY);

    private final Door door;
    private final String path;
    private final String contentType;
    private final String accept;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
    private final Set<Trait> traits;

    CallKind(final Door door, final String path, final String contentType, final Trait... traits) {
        this(door, path, contentType, "", traits);
    }

    CallKind(final Door door, final String path, final String contentType, final String accept, final Trait... traits) {
        this.door = door;
        this.path = path;
        this.contentType = contentType;
        this.accept = accept;
        this.traits = Set.of(traits);
    }

    static List<CallKind> of(final Door door) {
        return Stream.of(values()).filter(kind -> kind.door == door).toList();
    }

    /** What the metrics of a listener call its methods. */
    static Set<String> methodsOf(final Door door) {
        return of(door).stream().map(CallKind::method).collect(Collectors.toSet());
    }

    Door door() {
        return door;
    }

    String contentType() {
        return contentType;
    }

    /** What the caller accepts; empty for anything. */
    String accept() {
        return accept;
    }

    boolean isGet() {
        return traits.contains(Trait.IS_GET);
    }

    /** Whether many answers come over plain HTTP, behind a status that is sent before them. */
    boolean isOfLines() {
        return !accept.isEmpty();
    }

    /** Whether the misbehaving stream answers. */
    boolean isTestStream() {
        return this == STREAM || this == STREAM_LINES;
    }

    boolean isJson() {
        return contentType.equals("application/json");
    }

    boolean isFile() {
        return traits.contains(Trait.IS_A_FILE);
    }

    boolean isGrpc() {
        return contentType.startsWith("application/grpc");
    }

    /** Whether nobody is asked for credentials. */
    boolean isForAnybody() {
        return switch (this) {
            case HEALTH, HEALTH_WATCH, ROUTE_HEALTH, ROUTE_HEALTH_WATCH -> true;
            default -> false;
        };
    }

    /** Whether browsers may ask so, over HTTP/1 as well. */
    boolean isPlain() {
        return !isGrpc() || contentType.contains("web");
    }

    boolean takesMany() {
        return traits.contains(Trait.TAKES_MANY);
    }

    boolean lasts() {
        return traits.contains(Trait.LASTS);
    }

    boolean hasDeadline() {
        return isGrpc() && !traits.contains(Trait.HAS_NO_DEADLINE);
    }

    /** Whether what answers can be told to misbehave. */
    private boolean canMisbehave() {
        return MISBEHAVING.contains(this);
    }

    /** The ways in which a call of this kind can end. */
    List<Ending> endings() {
        return Stream.of(Ending.values())
                .filter(ending -> canMisbehave() || !ending.isOfWhatAnswers())
                .filter(ending -> !isGet() || !ending.isWithinTheMessage())
                .toList();
    }

    /** Whether what answers can be told to fail after the beginning. */
    boolean canFailLate() {
        return canMisbehave() && door == Door.ADMIN;
    }

    /** The tenant whose calls of this kind misbehave. */
    String tenant() {
        return door == Door.ROUTE ? "bank" : "default";
    }

    String path(final String how) {
        return path.formatted(how);
    }

    /** What the node's metrics call it. */
    String method() {
        return switch (this) {
            case ROUTE, ROUTE_WEB, ROUTE_STREAM -> name().toLowerCase(Locale.ROOT);
            case ROUTE_JSON -> "route_http";
            case ROUTE_HEALTH -> "health_check";
            case ROUTE_HEALTH_WATCH -> "health_watch";
            case JSON -> UNARY.method();
            case STREAM_LINES -> STREAM.method();
            case WATCH_EVENTS -> WATCH.method();
            case EXPORT_LINES -> EXPORT.method();
            case UPLOAD_BODY -> UPLOAD.method();
            default -> path.substring(1);
        };
    }

    /** Whether it has one answer, whose status is the call's. */
    boolean hasOneAnswer() {
        return switch (this) {
            case ROUTE, ROUTE_WEB, ROUTE_JSON, ROUTE_STREAM, ROUTE_HEALTH, UNARY, WEB, JSON, HEALTH -> true;
            default -> false;
        };
    }

    /** One whole message as it goes over the wire. */
    byte[] message(final String how) {
        return switch (this) {
            case ROUTE, ROUTE_WEB -> framed(question(how));
            case ROUTE_STREAM ->
                framed(RouteStreamRequest.newBuilder().setRequest(question(how)).build());
            case ROUTE_JSON ->
                ("{\"contact_id\":\"c\",\"customer_key\":\"" + Misbehaviour.customerKey(how) + "\"}")
                        .getBytes(StandardCharsets.US_ASCII);
            case STREAM_LINES, WATCH_EVENTS -> new byte[0];
            case UPLOAD_BODY -> "f".repeat(2_000).getBytes(StandardCharsets.US_ASCII);
            case EXPORT_LINES -> "{}".getBytes(StandardCharsets.US_ASCII);
            case JSON -> "{\"note\":\"n\"}".getBytes(StandardCharsets.US_ASCII);
            case UNARY, WEB, STREAM, UPLOAD -> framed(thing(how));
            case WATCH ->
                framed(WatchLiveOccasionsRequest.newBuilder()
                        .setTenant("default")
                        .build());
            case EXPORT ->
                framed(ExportDecisionsRequest.newBuilder().setTenant("default").build());
            // A host and a symbol; a health check's only field is its service, the whole node when it is empty.
            case REFLECTION -> framed(new byte[] {0x0a, 1, 'x', 0x3a, 0});
            case HEALTH, HEALTH_WATCH, ROUTE_HEALTH, ROUTE_HEALTH_WATCH -> framed(new byte[0]);
        };
    }

    private static RouteRequest question(final String how) {
        return RouteRequest.newBuilder()
                .setContactId("c")
                .setCustomerKey(Misbehaviour.customerKey(how))
                .build();
    }

    private static Message thing(final String how) {
        final DynamicMessage request = TestAdminService.request("", how);
        return request.toBuilder()
                .setField(request.getDescriptorForType().findFieldByName("note"), "n".repeat(2_000))
                .build();
    }

    private static byte[] framed(final MessageLite message) {
        return Frames.of(message).getBytes();
    }

    private static byte[] framed(final byte[] message) {
        final byte[] frame = new byte[5 + message.length];
        frame[4] = (byte) message.length;
        System.arraycopy(message, 0, frame, 5, message.length);
        return frame;
    }
}
