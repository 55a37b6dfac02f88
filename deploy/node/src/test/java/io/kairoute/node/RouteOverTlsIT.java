package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.outcome.ExitCode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line asks a server that speaks TLS. */
final class RouteOverTlsIT {
    private static final String PASSWORD = "password";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldTrustTheCertificatesOfAFileAndNoOthers() throws Exception {
        final Path own = certificate("own");
        final Path other = certificate("other");
        final Path noCertificate = Files.writeString(directory.resolve("none.pem"), "nothing\n");
        try (ServerProcess server = ServerProcess.start(
                directory,
                "serve",
                "--data-dir=" + directory.resolve("data"),
                "--table=../examples/telecom/table.yaml",
                "--route-port=0",
                "--admin-port=0",
                "--set=route.tls.cert=" + own,
                "--set=route.tls.key=" + directory.resolve("own.key"))) {
            final String target = server.target().authority();

            final CommandRun grpc = route(target, own, "--intent=no_internet");
            final CommandRun json = route(target, own, "--intent=no_internet", "--http");
            assertEquals(ExitCode.DONE, grpc.code(), grpc.err());
            assertTrue(grpc.out().contains("outage-desk"), grpc.out());
            assertEquals(ExitCode.DONE, json.code(), json.err());
            assertTrue(json.out().contains("outage-desk"), json.out());
            assertEquals(ExitCode.UNREACHABLE, route(target, other).code());
            assertEquals(ExitCode.UNREACHABLE, route(target, other, "--http").code());
            final CommandRun unusable = route(target, noCertificate);
            assertEquals(ExitCode.FAILED, unusable.code());
            assertTrue(unusable.err().startsWith("--ca: the certificates in " + noCertificate), unusable.err());
        }
    }

    @Test
    void shouldShowACertificateWhereTheServerAsksForOne() throws Exception {
        final Path own = certificate("own");
        final Path caller = certificate("caller");
        try (ServerProcess server = ServerProcess.start(
                directory,
                "serve",
                "--data-dir=" + directory.resolve("data"),
                "--table=../examples/telecom/table.yaml",
                "--route-port=0",
                "--admin-port=0",
                "--set=route.tls.cert=" + own,
                "--set=route.tls.key=" + directory.resolve("own.key"),
                "--set=route.tls.client_ca=" + caller,
                "--set=route.tls.client_certificate=required")) {
            final String target = server.target().authority();
            final String[] shown = {
                "--intent=no_internet", "--cert=" + caller, "--key=" + directory.resolve("caller.key")
            };

            final CommandRun grpc = route(target, own, shown);
            final CommandRun json = route(target, own, shown[0], shown[1], shown[2], "--http");
            final CommandRun without = route(target, own, shown[0]);

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

    /** Makes a self-signed certificate for 127.0.0.1; its key lies beside it. */
    private Path certificate(final String name) throws Exception {
        final Path store = directory.resolve(name + ".p12");
        final Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "k",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.out").toFile())
                .start();
        assertEquals(0, keytool.waitFor());
        final KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        pem(
                name + ".key",
                "PRIVATE KEY",
                keys.getKey("k", PASSWORD.toCharArray()).getEncoded());
        return pem(name + ".pem", "CERTIFICATE", keys.getCertificate("k").getEncoded());
    }

    private Path pem(final String name, final String kind, final byte[] bytes) throws Exception {
        final String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(
                directory.resolve(name),
                "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n",
                StandardCharsets.US_ASCII);
    }
}
