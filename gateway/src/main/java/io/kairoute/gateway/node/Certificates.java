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
 * The certificates that one listener is brought up with. Immutable.
 *
 * @param listener whose they are
 * @param tls where they lie; null where the listener speaks in clear text
 * @param files what the files held before they were read
 * @param read what was read; null where the listener speaks in clear text
 */
record Certificates(
        String listener,
        @Nullable TlsConfig tls,
        FileWatch.Mark files,
        @Nullable ServerSSLOptions read) {
    /**
     * Reads the files.
     *
     * @throws StartException when the listener could not prove itself with them
     */
    static Certificates of(final String listener, final @Nullable TlsConfig tls) {
        if (tls == null) {
            return new Certificates(listener, null, FileWatch.Mark.of(List.of()), null);
        }
        PrivateKeyFile.warnOfOthers(listener, tls.key());
        final FileWatch.Mark files = FileWatch.Mark.of(ListenerTls.files(tls));
        try {
            return new Certificates(listener, tls, files, ListenerTls.read(tls));
        } catch (final IllegalArgumentException e) {
            throw StartException.because("The " + listener + " listener did not start: " + e.getMessage() + ".", e);
        }
    }

    /** Has new connections served with the newest ones from now on; those before stay where the newest cannot be used. */
    void keepRenewed(final FileWatch watch, final Function<ServerSSLOptions, Future<Boolean>> renewal) {
        final TlsConfig renewed = tls;
        if (renewed != null) {
            watch.watch(
                    listener + "_certificates",
                    files,
                    () -> Waiting.forRenewal(renewal.apply(ListenerTls.read(renewed))));
        }
    }
}
