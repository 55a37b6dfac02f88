package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.outcome.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line asks a server that speaks TLS. */
final class RouteOverTlsIT {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldTrustTheCertificatesOfAFileAndNoOthers() throws Exception {
        final SelfSigned own = SelfSigned.in(directory, "own");
        final SelfSigned other = SelfSigned.in(directory, "other");
        final Path noCertificate = Files.writeString(directory.resolve("none.pem"), "nothing\n");
        try (ServerProcess server = ServerProcess.start(
                directory,
                "serve",
                "--data-dir=" + directory.resolve("data"),
                "--table=../examples/telecom/table.yaml",
                "--route-port=0",
                "--admin-port=0",
                "--set=route.tls.cert=" + own.certificate(),
                "--set=route.tls.key=" + own.key())) {
            final String target = server.target().authority();

            final CommandRun grpc = route(target, own.certificate(), "--intent=no_internet");
            final CommandRun json = route(target, own.certificate(), "--intent=no_internet", "--http");
            assertEquals(ExitCode.DONE, grpc.code(), grpc.err());
            assertTrue(grpc.out().contains("outage-desk"), grpc.out());
            assertEquals(ExitCode.DONE, json.code(), json.err());
            assertTrue(json.out().contains("outage-desk"), json.out());
            assertEquals(
                    ExitCode.UNREACHABLE, route(target, other.certificate()).code());
            assertEquals(
                    ExitCode.UNREACHABLE,
                    route(target, other.certificate(), "--http").code());
            final CommandRun unusable = route(target, noCertificate);
            assertEquals(ExitCode.FAILED, unusable.code());
            assertTrue(unusable.err().startsWith("--ca: the certificates in " + noCertificate), unusable.err());
        }
    }

    @Test
    void shouldShowACertificateWhereTheServerAsksForOne() throws Exception {
        final SelfSigned own = SelfSigned.in(directory, "own");
        final SelfSigned caller = SelfSigned.in(directory, "caller");
        try (ServerProcess server = ServerProcess.start(
                directory,
                "serve",
                "--data-dir=" + directory.resolve("data"),
                "--table=../examples/telecom/table.yaml",
                "--route-port=0",
                "--admin-port=0",
                "--set=route.tls.cert=" + own.certificate(),
                "--set=route.tls.key=" + own.key(),
                "--set=route.tls.client_ca=" + caller.certificate(),
                "--set=route.tls.client_certificate=required")) {
            final String target = server.target().authority();
            final String[] shown = {"--intent=no_internet", "--cert=" + caller.certificate(), "--key=" + caller.key()};

            final CommandRun grpc = route(target, own.certificate(), shown);
            final CommandRun json = route(target, own.certificate(), shown[0], shown[1], shown[2], "--http");
            final CommandRun without = route(target, own.certificate(), shown[0]);

            assertEquals(ExitCode.DONE, grpc.code(), grpc.err());
            assertTrue(grpc.out().contains("outage-desk"), grpc.out());
            assertEquals(ExitCode.DONE, json.code(), json.err());
            assertEquals(ExitCode.UNREACHABLE, without.code(), without.err());
            assertEquals(1, without.err().lines().count(), without.err());
        }
    }

    private static CommandRun route(final String target, final Path ca, final String... more) {
        final String[] arguments = new String[more.length + 3];
        arguments[0] = "route";
        arguments[1] = "--target=" + target;
        arguments[2] = "--ca=" + ca;
        System.arraycopy(more, 0, arguments, 3, more.length);
        return CommandRun.of(arguments);
    }
}
