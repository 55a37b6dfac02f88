import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Asks a Kairoute server about one contact over gRPC, and prints the decision.
 *
 * <pre>
 *   java -cp deploy/node/target/kairoute.jar deploy/examples/java/Route.java localhost:7400 no_internet
 * </pre>
 *
 * <p>A project of your own needs the artifact io.kairoute:kairoute-proto and one of grpc-java's transports, such as
 * io.grpc:grpc-netty-shaded. Make one channel for the life of the program: it connects again by itself.
 */
public final class Route {
    private Route() {}

    public static void main(final String[] arguments) throws Exception {
        final ManagedChannel channel = Grpc.newChannelBuilder(arguments[0], InsecureChannelCredentials.create())
                .build();
        try {
            final RouteResponse decision = RoutingServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(5, TimeUnit.SECONDS)
                    .route(RouteRequest.newBuilder()
                            .setContactId("java-1")
                            .setChannel("VOICE")
                            .setDirection("INBOUND")
                            .setIntent(arguments[1])
                            .build());
            System.out.println(decision);
        } catch (final StatusRuntimeException e) {
            System.err.println(arguments[0] + " gives no decision: " + reason(e) + ": "
                    + Objects.requireNonNullElse(e.getStatus().getDescription(), "nobody answers there"));
            System.exit(1);
        } finally {
            channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    /** The stable word of a refusal, which programs go by; the name of its code where there is none, as when nobody answers. */
    private static String reason(final StatusRuntimeException e) throws InvalidProtocolBufferException {
        for (final Any detail : StatusProto.fromThrowable(e).getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                return detail.unpack(ErrorInfo.class).getReason();
            }
        }
        return e.getStatus().getCode().name();
    }
}
