package io.kairoute.ctl.access;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.GivenFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How a command is let into a node: flags first, then variables, then the context.
 *
 * <p>Thread-confined: owned by its command.
 */
public final class WayIn implements Surrounded {
    private static final String HTTPS = "https://";

    @Option(names = "--context", paramLabel = "NAME", description = "The context to use; see kairoute context.")
    private @Nullable String contextName;

    @Option(names = "--api-key-file", paramLabel = "FILE", description = "A file that holds the API key.")
    private @Nullable Path apiKeyFile;

    @Option(names = "--token-file", paramLabel = "FILE", description = "A file that holds a signed token (JWT).")
    private @Nullable Path tokenFile;

    @Option(names = "--tls", description = "Speak TLS, and trust whom this machine trusts.")
    private boolean isTls;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Speak TLS, and trust the certificates in this PEM file.")
    private @Nullable Path ca;

    @Option(names = "--cert", paramLabel = "FILE", description = "With TLS: show the certificate in this PEM file.")
    private @Nullable Path cert;

    @Option(names = "--key", paramLabel = "FILE", description = "The private key of --cert, PKCS 8.")
    private @Nullable Path key;

    private Surroundings surroundings = new Surroundings(Map.of());
    private @Nullable Context found;

    /** Makes a way that says nothing; the command line fills it. */
    public WayIn() {}

    @Override
    public void surround(final Surroundings around) {
        surroundings = around;
    }

    /**
     * The way to an admin listener.
     *
     * @param target as typed; null where nothing was
     * @param tenant as typed; null where nothing was
     * @param otherwise the target where nothing says one
     */
    public Access toAdmin(final @Nullable String target, final @Nullable String tenant, final String otherwise) {
        final @Nullable String said = first(target, Variable.TARGET, "target");
        return access(said == null ? otherwise : said, tenant);
    }

    /** The way to a route listener; where only the admin listener is known, it is the same host. */
    public Access toRoute(final @Nullable String target, final String otherwise) {
        final @Nullable String said = first(target, Variable.ROUTE_TARGET, "route_target");
        if (said != null) {
            return access(said, null);
        }
        final @Nullable String admin = first(null, Variable.TARGET, "target");
        return access(admin == null ? otherwise : withoutPort(admin), null);
    }

    private Access access(final String target, final @Nullable String tenant) {
        final @Nullable String saidTenant = first(tenant, Variable.TENANT, "tenant");
        final String bare =
                target.startsWith(HTTPS) ? target.substring(HTTPS.length()).replaceFirst("/$", "") : target;
        final String host = host(target);
        // A host of the context that is spoken to by TLS is so by whichever port: its secret goes nowhere in clear
        // text.
        final boolean isHttps = Stream.concat(
                        Stream.of(target),
                        contextTargets().filter(one -> host(one).equals(host)))
                .anyMatch(one -> one.startsWith(HTTPS));
        return new Access(bare, saidTenant == null ? "" : saidTenant, credential(host), tls(isHttps));
    }

    private Tls tls(final boolean isHttps) {
        final @Nullable Path trusted = path(ca, Variable.CA, "ca");
        final @Nullable Path shown = path(cert, Variable.CERT, "cert");
        final @Nullable Path shownKey = path(key, Variable.KEY, "key");
        if ((shown == null) != (shownKey == null)) {
            throw new Refusal(
                    ExitCode.USAGE, "A client's certificate and its key belong together; give --cert and --key.");
        }
        final boolean isOn = isTls
                || isHttps
                || trusted != null
                || shown != null
                || "true".equals(context().value("tls"));
        return isOn ? new Tls(true, trusted, shown, shownKey) : Tls.OFF;
    }

    // A flag counts before any variable, and a variable before the context, whatever the kind of credential.
    private Credential credential(final String host) {
        if (apiKeyFile != null && tokenFile != null) {
            throw new Refusal(ExitCode.USAGE, "Give --api-key-file or --token-file, not both.");
        }
        if (apiKeyFile != null) {
            return Credential.apiKey(secret("--api-key-file", apiKeyFile), apiKeyFile.toString());
        }
        if (tokenFile != null) {
            return Credential.token(secret("--token-file", tokenFile), tokenFile.toString());
        }
        final Credential ofVariables = ofVariables();
        return ofVariables.isGiven() ? ofVariables : ofContext(host);
    }

    private Credential ofVariables() {
        final @Nullable String apiKey = surroundings.value(Variable.API_KEY);
        if (apiKey != null) {
            return Credential.apiKey(apiKey.strip(), Variable.API_KEY.variableName());
        }
        final @Nullable String token = surroundings.value(Variable.TOKEN);
        if (token != null) {
            return Credential.token(token.strip(), Variable.TOKEN.variableName());
        }
        return ofFiles(
                surroundings.value(Variable.API_KEY_FILE),
                Variable.API_KEY_FILE.variableName(),
                surroundings.value(Variable.TOKEN_FILE),
                Variable.TOKEN_FILE.variableName());
    }

    private Stream<String> contextTargets() {
        return Stream.of("target", "route_target")
                .map(name -> context().value(name))
                .filter(Objects::nonNull);
    }

    // A context's secret is for the hosts of that context: one that is mistyped is not told it.
    private Credential ofContext(final String host) {
        final Context context = context();
        final List<String> hosts = contextTargets().map(WayIn::host).toList();
        if (!hosts.isEmpty() && !hosts.contains(host)) {
            return Credential.NONE;
        }
        return ofFiles(
                context.value("api_key_file"), "api_key_file of the context",
                context.value("token_file"), "token_file of the context");
    }

    private static Credential ofFiles(
            final @Nullable String keyFile,
            final String keyName,
            final @Nullable String tokenFile,
            final String tokenName) {
        if (keyFile != null) {
            return Credential.apiKey(secret(keyName, Path.of(keyFile)), keyFile);
        }
        return tokenFile == null ? Credential.NONE : Credential.token(secret(tokenName, Path.of(tokenFile)), tokenFile);
    }

    private static String secret(final String name, final Path file) {
        final String secret =
                GivenFile.text(name + ": " + file, file, GivenFile.SMALL_BYTES).strip();
        if (secret.isEmpty() || !secret.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new Refusal(name + ": " + file + " must hold one line, the secret alone.");
        }
        return secret;
    }

    private @Nullable Path path(final @Nullable Path typed, final Variable variable, final String name) {
        final @Nullable String said = first(typed == null ? null : typed.toString(), variable, name);
        return said == null ? null : Path.of(said);
    }

    private @Nullable String first(final @Nullable String typed, final Variable variable, final String name) {
        if (typed != null) {
            return typed;
        }
        final @Nullable String set = surroundings.value(variable);
        return set != null ? set : context().value(name);
    }

    private Context context() {
        Context context = found;
        if (context == null) {
            context = chosen();
            found = context;
        }
        return context;
    }

    private Context chosen() {
        final @Nullable String named = contextName != null ? contextName : surroundings.value(Variable.CONTEXT);
        final Contexts contexts = Contexts.of(surroundings);
        if (named != null) {
            return contexts.get(named);
        }
        return contexts.current().isEmpty() ? Context.EMPTY : contexts.get(contexts.current());
    }

    private static String host(final String target) {
        final String bare = target.startsWith(HTTPS) ? target.substring(HTTPS.length()) : target;
        return withoutPort(bare.replaceFirst("/$", "")).toLowerCase(Locale.ROOT);
    }

    private static String withoutPort(final String target) {
        return target.replaceFirst("(?<=[^:/\\]]|\\]):[0-9]{1,5}/?$", "");
    }
}
