package io.kairoute.ctl.connection;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.okhttp.internal.Platform;
import io.kairoute.ctl.access.Tls;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Opens gRPC channels, over TLS where the target asks for it. */
public final class Channels {
    // A quiet watch notices so that its node is gone.
    private static final long KEEP_ALIVE_S = 30;
    // It would print fourteen lines about a host that is not known; whoever calls says it in one. Held, since the JDK
    // forgets
    // loggers that nobody holds.
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    private static final String AUTHORITIES = "javax.net.ssl.trustStore";
    private static final String NO_FILE = "NONE";

    static {
        GRPC.setLevel(Level.OFF);
        lookForAlpn();
    }

    private Channels() {}

    // OkHttp asks the JDK once whether its TLS knows ALPN, by a context that it throws away; the JDK would read every
    // authority
    // of the machine for it, in a fifth of the time of a command.
    private static void lookForAlpn() {
        if (System.getProperty(AUTHORITIES) == null) {
            System.setProperty(AUTHORITIES, NO_FILE);
            try {
                Platform.get();
            } finally {
                System.clearProperty(AUTHORITIES);
            }
        }
    }

    /** A channel to be built; it connects with the first call. */
    public static ManagedChannelBuilder<?> to(final Target target) {
        return Grpc.newChannelBuilderForAddress(target.host(), target.port(), credentials(target.tls()))
                .keepAliveTime(KEEP_ALIVE_S, TimeUnit.SECONDS)
                .directExecutor();
    }

    /** The headers that show the target's credential. */
    public static Metadata headers(final Target target) {
        final Metadata headers = new Metadata();
        headers.put(
                Metadata.Key.of(target.credential().header(), Metadata.ASCII_STRING_MARSHALLER),
                target.credential().value());
        return headers;
    }

    private static ChannelCredentials credentials(final Tls tls) {
        if (!tls.on()) {
            return InsecureChannelCredentials.create();
        }
        final TlsChannelCredentials.Builder credentials = TlsChannelCredentials.newBuilder();
        final TrustManager @Nullable [] trusted = TlsFiles.trusted(tls);
        if (trusted != null) {
            credentials.trustManager(trusted);
        }
        final KeyManager @Nullable [] shown = TlsFiles.shown(tls);
        if (shown != null) {
            credentials.keyManager(shown);
        }
        return credentials.build();
    }
}
