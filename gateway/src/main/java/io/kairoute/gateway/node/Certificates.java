package io.kairoute.gateway.node;

import io.kairoute.gateway.config.FileWatch;
import io.kairoute.gateway.config.TlsConfig;
import io.kairoute.gateway.edge.ListenerTls;
import io.vertx.core.Future;
import io.vertx.core.net.ServerSSLOptions;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of one listener, as their files were before the listener read them. Immutable.
 *
 * @param listener whose they are
 * @param tls where they lie; null where the listener speaks in clear text
 * @param files what the files hold
 */
record Certificates(String listener, @Nullable TlsConfig tls, FileWatch.Mark files) {
    /** Looks at the files; to be called before the listener is brought up. */
    static Certificates of(final String listener, final @Nullable TlsConfig tls) {
        return new Certificates(listener, tls, FileWatch.Mark.of(tls == null ? List.of() : ListenerTls.files(tls)));
    }

    /** Has new connections served with the newest ones from now on. */
    void keepRenewed(final FileWatch watch, final Function<ServerSSLOptions, Future<Boolean>> renewal) {
        if (tls != null) {
            watch.watch(
                    listener + "_certificates", files, () -> Waiting.forRenewal(renewal.apply(ListenerTls.read(tls))));
        }
    }
}
