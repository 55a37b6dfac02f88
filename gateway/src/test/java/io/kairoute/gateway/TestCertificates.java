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

/** Makes self-signed certificates with the JDK's keytool, as PEM files in a directory of the test's. */
public final class TestCertificates {
    private static final String PASSWORD = "password";

    private TestCertificates() {}

    /** The files of one certificate. */
    public record Pem(Path cert, Path key) {}

    /** Makes a certificate for localhost and 127.0.0.1, of a common name. */
    public static Pem make(final Path dir, final String commonName) throws Exception {
        final Path store = dir.resolve(commonName + ".p12");
        run(List.of(
                "-genkeypair",
                "-alias",
                "k",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + commonName,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "30",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        return export(dir, commonName, store);
    }

    private static Pem export(final Path dir, final String name, final Path store)
            throws IOException, GeneralSecurityException {
        final KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        final StringBuilder chain = new StringBuilder();
        for (final Certificate cert : keys.getCertificateChain("k")) {
            chain.append(pem("CERTIFICATE", cert.getEncoded()));
        }
        final byte[] key = keys.getKey("k", PASSWORD.toCharArray()).getEncoded();
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
        command.addAll(arguments);
        final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
    }
}
