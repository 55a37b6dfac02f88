package io.kairoute.deploy;

import io.kairoute.deploy.replay.GrpcRouteCaller;
import io.kairoute.deploy.replay.JsonRouteCaller;
import io.kairoute.deploy.replay.RouteCaller;
import io.kairoute.deploy.replay.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server is asked to route, and how; the same for every command that asks one. */
final class RouteTarget {
    private static final int DEFAULT_ROUTE_PORT = 7400;

    @Option(
            names = "--target",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:7400",
            description = "The server's route listener. Default: ${DEFAULT-VALUE}.")
    private String address = "";

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "A file that holds the API key, where the server asks for one.")
    private @Nullable Path keyFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Speak TLS, and trust the certificates in this PEM file.")
    private @Nullable Path ca;

    @Option(names = "--json", description = "Ask over HTTP with JSON rather than over gRPC; route then shows the JSON.")
    private boolean json;

    /** Whether JSON was asked for. */
    boolean isJson() {
        return json;
    }

    /** The server as it was typed. */
    String address() {
        return address;
    }

    /** A caller of the server; it connects with the first question. */
    RouteCaller caller() {
        final Target target = target();
        return json ? new JsonRouteCaller(target) : new GrpcRouteCaller(target);
    }

    private Target target() {
        try {
            final Target plain = Target.parse(address, DEFAULT_ROUTE_PORT);
            final Target trusting = ca == null ? plain : plain.trusting(ca);
            return keyFile == null
                    ? trusting
                    : trusting.with(Files.readString(keyFile).strip());
        } catch (final IOException e) {
            throw new Refusal("--key-file: " + keyFile + " cannot be read.", e);
        } catch (final IllegalArgumentException e) {
            throw new Refusal("--target: " + e.getMessage() + ".", e);
        }
    }
}
