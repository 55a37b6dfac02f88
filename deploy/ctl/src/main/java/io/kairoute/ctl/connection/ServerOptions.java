package io.kairoute.ctl.connection;

import io.kairoute.ctl.access.Access;
import io.kairoute.ctl.access.WayIn;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a running node is, and who asks it; the same for every command that talks to one. */
public final class ServerOptions {
    /** Where the admin listener is unless somebody says otherwise. */
    static final int DEFAULT_ADMIN_PORT = 7401;

    /** The target where nothing says one. */
    public static final String DEFAULT = "localhost:" + DEFAULT_ADMIN_PORT;

    @Option(
            names = "--target",
            paramLabel = "HOST:PORT",
            description = "The node's admin listener. Default: " + DEFAULT + ".")
    private @Nullable String target;

    @Option(names = "--tenant", paramLabel = "ID", description = "The tenant. Default: the credential's own.")
    private @Nullable String tenant;

    @Mixin
    private WayIn way = new WayIn();

    private @Nullable Access access;

    /** Makes options without values; the command line fills them. */
    public ServerOptions() {}

    /** The options of a command that spells target and tenant itself. */
    public static ServerOptions of(final @Nullable String target, final @Nullable String tenant, final WayIn way) {
        final ServerOptions options = new ServerOptions();
        options.target = target;
        options.tenant = tenant;
        options.way = way;
        return options;
    }

    /** The tenant; empty for the credential's own. */
    public String tenant() {
        return access().tenant();
    }

    /** Where the node is, and how it is let in: flags first, then variables, then the context. */
    public Access access() {
        Access settled = access;
        if (settled == null) {
            settled = way.toAdmin(target, tenant, DEFAULT);
            access = settled;
        }
        return settled;
    }
}
