package io.kairoute.deploy.control;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a running node is, and who asks it; the same for every command that talks to one. */
public final class ServerOptions {
    /** Where the admin listener is unless somebody says otherwise. */
    static final int DEFAULT_ADMIN_PORT = 7401;

    @Option(
            names = "--target",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:7401",
            description = "The node's admin listener. Default: ${DEFAULT-VALUE}.")
    private String target = "";

    @Option(
            names = "--tenant",
            paramLabel = "ID",
            defaultValue = "",
            description = "The tenant. Default: the key's own.")
    private String tenant = "";

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Speak TLS, and trust the certificates in this PEM file.")
    private @Nullable Path ca;

    /** Makes options without values; the command line fills them. */
    public ServerOptions() {}

    /** The options of a command that spells them itself. */
    public static ServerOptions of(final String target, final String tenant, final @Nullable Path ca) {
        final ServerOptions options = new ServerOptions();
        options.target = target;
        options.tenant = tenant;
        options.ca = ca;
        return options;
    }

    /** The address as typed. */
    String target() {
        return target;
    }

    /** The tenant; empty for the credential's own. */
    public String tenant() {
        return tenant;
    }

    /** The certificates to trust; null for clear text. */
    @Nullable
    Path ca() {
        return ca;
    }
}
