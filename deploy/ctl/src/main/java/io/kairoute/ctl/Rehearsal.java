package io.kairoute.ctl;

import io.grpc.HandlerRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.ServerCalls;
import io.kairoute.ctl.access.Surroundings;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.terminal.Screen;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands against a server that answers every call with a message of which nothing is set, so that this process has loaded the
 * classes that commands need; the launcher has the JVM archive them.
 */
public final class Rehearsal {
    private static final List<String> LINES = List.of(
            "--help",
            "version",
            "help exit-codes",
            "status",
            "occasions list",
            "occasions declare x --region r --for 1h --reason y",
            "queues list -o json",
            "segments list",
            "table list",
            "table draft list",
            "decisions tail",
            "audit list",
            "route --intent x --dry-run");

    private Rehearsal() {}

    /** Runs the rehearsal; ends with 1 where a command failed. */
    public static void main(final String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        final List<String> failed = run();
        failed.forEach(System.err::println);
        System.exit(failed.isEmpty() ? 0 : 1); // allowed: the launcher reads the code
    }

    /** Runs every line, and gives those that failed. */
    static List<String> run() throws IOException {
        final Server server = OkHttpServerBuilder.forPort(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InsecureServerCredentials.create())
                .fallbackHandlerRegistry(new Silence())
                .build()
                .start();
        try {
            final String target = "127.0.0.1:" + server.getPort();
            final Surroundings around = new Surroundings(Map.of(
                    "KAIROUTE_CONTEXTS", "/no/such/contexts.yaml",
                    "KAIROUTE_TARGET", target,
                    "KAIROUTE_ROUTE_TARGET", target));
            return LINES.stream()
                    .filter(line -> Kairoute.run(nowhere(), around, line.split(" ", -1)) != ExitCode.DONE)
                    .toList();
        } finally {
            server.shutdownNow();
        }
    }

    private static Screen nowhere() {
        return Screen.plain(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    }

    /** Every method there is, answered with no bytes, which is a message of which nothing is set. */
    private static final class Silence extends HandlerRegistry {
        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(final String name, final @Nullable String authority) {
            final MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder(
                            new NoBytes(), new NoBytes())
                    .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                    .setFullMethodName(name)
                    .build();
            return ServerMethodDefinition.create(method, ServerCalls.asyncServerStreamingCall((request, answers) -> {
                answers.onNext(request);
                answers.onCompleted();
            }));
        }
    }

    /** Reads nothing of a message, and writes nothing. */
    private static final class NoBytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(final byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(final InputStream stream) {
            return new byte[0];
        }
    }
}
