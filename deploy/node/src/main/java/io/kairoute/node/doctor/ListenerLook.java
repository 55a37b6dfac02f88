package io.kairoute.node.doctor;

import io.kairoute.gateway.config.Address;
import io.kairoute.gateway.config.TlsConfig;
import io.kairoute.gateway.edge.ListenerTls;
import io.kairoute.gateway.node.CertificateEnds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at a listener: whether its port can be had, and until when its certificates are good. */
final class ListenerLook {
    private static final long SOON_MS = TimeUnit.DAYS.toMillis(14);
    private static final String PAGE = "docs/runbook/certificate-ending.md";

    private final String listener;
    private final Findings findings;
    private final InstantSource clock;

    ListenerLook(final String listener, final Findings findings, final InstantSource clock) {
        this.listener = listener;
        this.findings = findings;
        this.clock = clock;
    }

    /** Looks whether its port is free; where the node runs it is the node's own. */
    void lookAtPort(final Address address) {
        final String about = listener + " port";
        try (ServerSocket port = new ServerSocket(address.port(), 1, InetAddress.getByName(address.host()))) {
            findings.ok(about, address.host() + ":" + port.getLocalPort() + " is free");
        } catch (final IOException e) {
            findings.fault(
                    about,
                    address.host() + ":" + address.port() + " cannot be had: " + e.getMessage(),
                    "end who has it (ss -ltnp), or set " + listener + ".port");
        }
    }

    void lookAtCertificates(final @Nullable TlsConfig tls) {
        if (tls == null) {
            return;
        }
        final String about = listener + " certificate";
        try {
            final var unused = ListenerTls.read(tls);
        } catch (final IllegalArgumentException e) {
            findings.fault(about, String.valueOf(e.getMessage()), PAGE);
            return;
        }
        addEnd(about, tls.cert());
        final Path clientCa = tls.clientCa();
        if (clientCa != null) {
            addEnd(listener + " callers' authority", clientCa);
        }
    }

    private void addEnd(final String about, final Path file) {
        try {
            final long endMs = CertificateEnds.firstMs(file);
            final long leftMs = endMs - clock.millis();
            if (leftMs <= 0) {
                findings.fault(about, "ended " + Amounts.time(endMs), PAGE);
            } else if (leftMs < SOON_MS) {
                findings.warn(about, "ends in " + Amounts.span(leftMs), PAGE);
            } else {
                findings.ok(about, "ends in " + Amounts.span(leftMs));
            }
        } catch (final IOException | CertificateException e) {
            findings.fault(about, file + " cannot be read: " + e.getMessage(), PAGE);
        }
    }
}
