package io.kairoute.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Makes certificates with the JDK's keytool, as PEM files in a directory of the test's. */
public final class TestCertificates {
    private static final String PASSWORD = "password";

    private TestCertificates() {}

    /** The files of one certificate. */
    public record Pem(Path cert, Path key) {}

    /** Makes a self-signed certificate for localhost and 127.0.0.1, of a common name. */
    public static Pem make(final Path dir, final String commonName) throws Exception {
        return make(dir, commonName, Kind.CURVE);
    }

    /** Makes one with a key of RSA. */
    public static Pem makeRsa(final Path dir, final String commonName) throws Exception {
        return make(dir, commonName, Kind.RSA);
    }

    private static Pem make(final Path dir, final String commonName, final Kind kind) throws Exception {
        final Path store = dir.resolve(commonName + ".p12");
        final List<String> more = List.of("-ext", "san=dns:localhost,ip:127.0.0.1", "-validity", "30");
        keyPair(store, new Subject("k", "CN=" + commonName, kind), more);
        return export(dir, commonName, store, "k");
    }

    /** Of what kind a key is. */
    private enum Kind {
        CURVE,
        RSA
    }

    private static List<String> arguments(final Kind kind) {
        return switch (kind) {
            case CURVE -> List.of("-keyalg", "EC", "-groupname", "secp256r1");
            case RSA -> List.of("-keyalg", "RSA", "-keysize", "2048");
        };
    }

    /** Who gets a key, and under which name it is kept. */
    private record Subject(String alias, String name, Kind kind) {}

    /** An authority that signs certificates. */
    public static final class Authority {
        private final Path dir;
        private final String name;
        private final Path store;
        private final Path cert;

        /** Makes an authority of a common name. */
        public Authority(final Path dir, final String name) throws Exception {
            this.dir = dir;
            this.name = name;
            this.store = dir.resolve(name + ".p12");
            keyPair(
                    store,
                    new Subject("ca", "CN=" + name, Kind.CURVE),
                    List.of("-ext", "bc:c", "-startdate", "-3d", "-validity", "30"));
            this.cert = export(dir, name, store, "ca").cert();
        }

        /** The authority's own certificate. */
        public Path cert() {
            return cert;
        }

        /** Makes a certificate for localhost, 127.0.0.1 and a subject, good for a month. */
        public Pem sign(final String alias, final String subject) throws Exception {
            return sign(alias, subject, List.of("-validity", "20"));
        }

        /** Makes a certificate whose time is over. */
        public Pem signExpired(final String alias, final String subject) throws Exception {
            return sign(alias, subject, List.of("-startdate", "-2d", "-validity", "1"));
        }

        private Pem sign(final String alias, final String subject, final List<String> validity) throws Exception {
            final List<String> more =
                    new ArrayList<>(List.of("-signer", "ca", "-ext", "san=dns:localhost,ip:127.0.0.1"));
            more.addAll(validity);
            keyPair(store, new Subject(alias, subject, Kind.CURVE), more);
            return export(dir, name + "-" + alias, store, alias);
        }
    }

    private static void keyPair(final Path store, final Subject subject, final List<String> more) throws Exception {
        final List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                subject.alias(),
                "-dname",
                subject.name(),
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        arguments.addAll(arguments(subject.kind()));
        arguments.addAll(more);
        run(arguments);
    }

    private static Pem export(final Path dir, final String name, final Path store, final String alias)
            throws IOException, GeneralSecurityException {
        final KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        final StringBuilder chain = new StringBuilder();
        for (final Certificate cert : keys.getCertificateChain(alias)) {
            chain.append(pem("CERTIFICATE", cert.getEncoded()));
        }
        final byte[] key = keys.getKey(alias, PASSWORD.toCharArray()).getEncoded();
        return new Pem(
                Files.writeString(dir.resolve(name + ".crt"), chain),
                Files.writeString(dir.resolve(name + ".key"), pem("PRIVATE KEY", key)));
    }

    private static String pem(final String what, final byte[] der) {
        final String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    }

    private static void run(final List<String> arguments) throws Exception {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1");
        command.addAll(arguments);
        final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
    }
}
