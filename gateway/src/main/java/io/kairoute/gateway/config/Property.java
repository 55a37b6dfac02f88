package io.kairoute.gateway.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Every configuration property: its name, default and meaning.
 *
 * <p>One rule gives its place everywhere. In the YAML file the dots are nesting: {@code route.port} is {@code port} under
 * {@code route}. In the environment the name is upper-cased, dots become underscores, and {@code KAIROUTE_} comes first:
 * {@code KAIROUTE_ROUTE_PORT}. A list is a YAML list, or in the environment its items with commas between. A map is a YAML
 * map of scalars, or {@code name=value} pairs with commas between.
 */
public enum Property {
    /** Where the node keeps its state. */
    DATA_DIR("data_dir", Form.DIRECTORY, "", "directory that holds the node's state; serve needs one"),
    /** The tenants of this node. */
    TENANTS("tenants", Form.NAMES, "default", "ids of the tenants of this node"),
    /** Table files to serve. */
    TABLES("tables", Form.PAIRS, "", "tenant to table file", "each tenant named in tenants"),
    /** Event loops of the route listener. */
    EVENT_LOOPS("event_loops", Form.NUMBER, "0", "event loops that route, 1 to 256; 0 means one per processor"),

    /** Address of the route listener. */
    ROUTE_HOST(
            "route.host",
            Form.HOST,
            "127.0.0.1",
            "address that routing calls are taken on",
            "identity.credentials, identity.jwt.issuer or identity.allow_open=true where it is not loopback"),
    /** Port of the route listener. */
    ROUTE_PORT("route.port", Form.PORT, "7400", "port that routing calls are taken on; 0 picks a free one"),
    /** TLS certificate chain. */
    ROUTE_TLS_CERT(
            "route.tls.cert",
            Form.FILE,
            "",
            "PEM file of the certificate chain; empty for clear text",
            "route.tls.key"),
    /** TLS private key. */
    ROUTE_TLS_KEY(
            "route.tls.key", Form.FILE, "", "PEM file of the certificate's private key, PKCS 8", "route.tls.cert"),
    /** Authorities of callers' certificates. */
    ROUTE_TLS_CLIENT_CA(
            "route.tls.client_ca",
            Form.FILE,
            "",
            "PEM file of the authorities whose certificates callers may bring; empty when none may",
            "route.tls.cert, route.tls.key"),
    /** Whether callers need a certificate. */
    ROUTE_TLS_CLIENT_CERTIFICATE(
            "route.tls.client_certificate",
            Form.WORD,
            "optional",
            "whether a connection needs a caller's certificate: optional or required",
            "route.tls.client_ca where it is required"),
    /** Deadline of calls that bring none. */
    ROUTE_SERVER_DEADLINE(
            "route.server_deadline", Form.DURATION, "50ms", "time for a call without deadline, 1ms to 10s"),
    /** Cut of callers' deadlines. */
    ROUTE_LONGEST_DEADLINE(
            "route.longest_deadline", Form.DURATION, "10s", "what callers' deadlines are cut to, 1ms to 10m"),
    /** Whether request timestamps count as now. */
    ROUTE_TRUST_CLIENT_TIMESTAMPS(
            "route.trust_client_timestamps",
            Form.WORD,
            "auto",
            "whether a request's timestamp counts as now: true, false, or auto (true on loopback only)"),

    /** Whether GET routes too. */
    ROUTE_ALLOW_GET(
            "route.allow_get",
            Form.WORD,
            "false",
            "whether GET /v1/route is answered: true or false; keys in a URL end in logs"),

    /** Scales of priority. */
    ROUTE_PRIORITY_SCALES(
            "route.priority_scales",
            Form.PAIRS,
            "connect=5..1,genesys=0..10,jambonz=999..0",
            "platform to its numbers for our priorities 0 and 100, as low..high; the second may be the smaller one"),

    /** Calls open at most. */
    ROUTE_MAX_OPEN_CALLS(
            "route.max_open_calls",
            Form.NUMBER,
            "16384",
            "calls begun and not ended, over all event loops, 1 to 1048576"),
    /** Whether calls are logged. */
    ROUTE_ACCESS_LOG(
            "route.access_log",
            Form.WORD,
            "off",
            "whether each call writes a line with its method, status, time, tenant and trace: on or off"),

    /** Whether plain calls are answered before Vert.x sees them. */
    ROUTE_PLAIN_CALLS(
            "route.plain_calls",
            Form.WORD,
            "auto",
            "whether plain gRPC calls are answered before the web server sees them, with the same answers for less: auto (where"
                    + " that fits the web server) or off"),

    /** Connections at most. */
    ROUTE_MAX_CONNECTIONS("route.max_connections", Form.NUMBER, "10000", "connections to each listener, 1 to 1000000"),
    /** How long a connection may be silent. */
    ROUTE_IDLE_TIMEOUT(
            "route.idle_timeout",
            Form.DURATION,
            "2m",
            "time after which a connection is closed that nothing comes on, and on the admin listener nothing goes out on, 1s to 1d"),
    /** How long heads and frames may take. */
    ROUTE_HEAD_TIMEOUT(
            "route.head_timeout",
            Form.DURATION,
            "10s",
            "time for the head of a request, or one frame of HTTP/2, to arrive in full, 100ms to 5m"),
    /** How old a connection may get. */
    ROUTE_MAX_CONNECTION_AGE(
            "route.max_connection_age",
            Form.DURATION,
            "30m",
            "age at which a connection is ended in good order, so that load spreads anew; 0s for never, else 1s to 7d"),
    /** How long calls may take to finish on a connection that is too old. */
    ROUTE_CONNECTION_GRACE(
            "route.connection_grace",
            Form.DURATION,
            "10s",
            "time that calls get to finish on a connection that is too old; 0s to 1h"),
    /** How long an answer may stay unread. */
    ROUTE_UNREAD_TIMEOUT(
            "route.unread_timeout",
            Form.DURATION,
            "30s",
            "time that an answer may stay unread before its connection is closed, 1s to 1h"),
    /** Time of one turn under overload. */
    ROUTE_TURN_BUDGET(
            "route.turn_budget",
            Form.DURATION,
            "25ms",
            "time that one turn of an event loop serves calls while it is overloaded, which it is when it goes from one turn"
                    + " that takes longer right into the next; the rest is refused; 1ms to 1s"),
    /** Patience with code that is not compiled yet. */
    ROUTE_COLD_TIME(
            "route.cold_time",
            Form.DURATION,
            "10s",
            "time from its first call in which, and until it has answered 10,000, a turn of an event loop may take twenty times its"
                    + " budget, since code that is not compiled yet is slow and no overload; 0s to 5m, 0s for never"),
    /** Rate of one tenant. */
    ROUTE_TENANT_QUOTA(
            "route.tenant_quota",
            Form.NUMBER,
            "0",
            "calls a second of one tenant, over all event loops; 0 for no quota"),

    /** Address of the admin listener. */
    ADMIN_HOST(
            "admin.host",
            Form.HOST,
            "127.0.0.1",
            "address of health, metrics and administration",
            "identity.credentials, identity.jwt.issuer or identity.allow_open=true where it is not loopback"),
    /** Port of the admin listener. */
    ADMIN_PORT("admin.port", Form.PORT, "7401", "port of health, metrics and administration; 0 picks a free one"),
    /** TLS certificate chain of the admin listener. */
    ADMIN_TLS_CERT(
            "admin.tls.cert",
            Form.FILE,
            "",
            "PEM file of the certificate chain; empty for clear text",
            "admin.tls.key"),
    /** TLS private key of the admin listener. */
    ADMIN_TLS_KEY(
            "admin.tls.key", Form.FILE, "", "PEM file of the certificate's private key, PKCS 8", "admin.tls.cert"),

    /** Authorities of callers' certificates on the admin listener. */
    ADMIN_TLS_CLIENT_CA(
            "admin.tls.client_ca",
            Form.FILE,
            "",
            "PEM file of the authorities whose certificates callers may bring; empty when none may",
            "admin.tls.cert, admin.tls.key"),
    /** Whether callers of the admin listener need a certificate. */
    ADMIN_TLS_CLIENT_CERTIFICATE(
            "admin.tls.client_certificate",
            Form.WORD,
            "optional",
            "whether a connection needs a caller's certificate: optional or required",
            "admin.tls.client_ca where it is required"),
    /** More names of the listeners. */
    ADMIN_HOSTS(
            "admin.hosts",
            Form.NAMES,
            "",
            "more host names that the listeners are reached by, without ports; pages under them may ask"),
    /** Whether reflection is answered. */
    ADMIN_REFLECTION(
            "admin.reflection",
            Form.WORD,
            "auto",
            "whether gRPC reflection is answered: true, false, or auto (true on loopback only)"),

    /** Whether the console is served. */
    CONSOLE_ENABLED(
            "console.enabled",
            Form.WORD,
            "auto",
            "whether the admin listener serves the console: true, false, or auto (true on loopback, with TLS, or with"
                    + " console.public_url)",
            "admin.tls.cert or console.public_url where true and not on loopback"),
    /** Where browsers reach the console. */
    CONSOLE_PUBLIC_URL(
            "console.public_url",
            Form.TEXT,
            "",
            "address that browsers reach the console at, as https://kairoute.example.com, where it is not the admin"
                    + " listener's own; http on loopback only"),
    /** Who this node is at the issuer. */
    CONSOLE_CLIENT_ID(
            "console.client_id",
            Form.TEXT,
            "",
            "what the issuer of tokens calls this node, where people sign in there (OpenID Connect); empty for keys only",
            "console.public_url, identity.jwt.issuer"),
    /** How this node proves it. */
    CONSOLE_CLIENT_SECRET_FILE(
            "console.client_secret_file",
            Form.FILE,
            "",
            "file of the secret that the issuer gave this node; empty for a client without one",
            "console.client_id"),
    /** What people let this node know. */
    CONSOLE_SCOPES(
            "console.scopes",
            Form.NAMES,
            "openid",
            "scopes that are asked for, openid among them",
            "console.client_id"),
    /** How long an unused session lasts. */
    CONSOLE_SESSION_IDLE(
            "console.session_idle",
            Form.DURATION,
            "60m",
            "time after which a session ends that nobody uses, 1m to console.session_longest"),
    /** How long any session lasts. */
    CONSOLE_SESSION_LONGEST(
            "console.session_longest", Form.DURATION, "12h", "time after which any session ends, 1m to 24h"),

    /** The callers. */
    IDENTITY_CREDENTIALS(
            "identity.credentials",
            Form.FILE,
            "",
            "YAML file that names the callers and their roles; empty lets everybody in, on loopback only"),
    /** Whether an open node may be reached. */
    IDENTITY_ALLOW_OPEN(
            "identity.allow_open",
            Form.WORD,
            "false",
            "whether a node without credentials may listen where other machines reach it: true or false"),

    /** The issuer of tokens. */
    IDENTITY_JWT_ISSUER(
            "identity.jwt.issuer",
            Form.TEXT,
            "",
            "what a token's iss must be; empty for no tokens",
            "identity.jwt.audience, identity.jwt.keys"),
    /** The audience of tokens. */
    IDENTITY_JWT_AUDIENCE(
            "identity.jwt.audience", Form.TEXT, "", "what a token's aud must name", "identity.jwt.issuer"),
    /** The algorithms of tokens. */
    IDENTITY_JWT_ALGORITHMS(
            "identity.jwt.algorithms",
            Form.NAMES,
            "RS256,ES256",
            "signatures that count, of RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512",
            "identity.jwt.issuer"),
    /** How far clocks may differ. */
    IDENTITY_JWT_CLOCK_SKEW(
            "identity.jwt.clock_skew",
            Form.DURATION,
            "30s",
            "how far the issuer's clock may be off, 0s to 5m",
            "identity.jwt.issuer"),
    /** The keys of tokens. */
    IDENTITY_JWT_KEYS(
            "identity.jwt.keys",
            Form.TEXT,
            "",
            "the issuer's keys (JWKS): an https address, or a file",
            "identity.jwt.issuer"),
    /** How often keys are fetched. */
    IDENTITY_JWT_KEYS_REFRESH(
            "identity.jwt.keys_refresh",
            Form.DURATION,
            "10m",
            "how often the keys are fetched anew, 10s to 24h",
            "identity.jwt.issuer"),
    /** The claim that names the tenant. */
    IDENTITY_JWT_TENANT_CLAIM(
            "identity.jwt.tenant_claim",
            Form.TEXT,
            "kairoute_tenant",
            "the claim that names the caller's tenant",
            "identity.jwt.issuer"),
    /** The claim that names the roles. */
    IDENTITY_JWT_ROLES_CLAIM(
            "identity.jwt.roles_claim",
            Form.TEXT,
            "kairoute_roles",
            "the claim that lists the caller's roles, as a list or with spaces between",
            "identity.jwt.issuer"),
    /** The claim that names the platform. */
    IDENTITY_JWT_PLATFORM_CLAIM(
            "identity.jwt.platform_claim",
            Form.TEXT,
            "kairoute_platform",
            "the claim that names the caller's platform, for queue references",
            "identity.jwt.issuer"),
    /** How often files are looked at. */
    IDENTITY_RELOAD(
            "identity.reload",
            Form.DURATION,
            "2s",
            "how often the files of credentials, keys and certificates are looked at for changes, 100ms to 1h"),

    /** The control log's key. */
    CONTROL_KEY_FILE(
            "control.key_file",
            Form.FILE,
            "",
            "file of the key that the control log is chained with, made when it is missing; empty for control.key in the"
                    + " data directory, but it belongs elsewhere"),
    /** Approvals that a publish needs. */
    CONTROL_APPROVALS(
            "control.approvals", Form.NUMBER, "0", "people who must approve a draft before it is published, 0 to 8"),

    /** Revisions that waiting contacts may still be pinned to. */
    CONTROL_KEPT_REVISIONS(
            "control.kept_revisions",
            Form.NUMBER,
            "16",
            "revisions that are kept compiled for contacts pinned to one, the current among them, 1 to 64"),

    /** Whether decisions are logged. */
    DECISIONS_ENABLED("decisions.enabled", Form.WORD, "true", "whether decisions are logged: true or false"),
    /** How long decisions are kept. */
    DECISIONS_RETENTION_DAYS(
            "decisions.retention_days",
            Form.NUMBER,
            "30",
            "days that decisions are kept, 1 to 3650",
            "decisions.enabled=true"),
    /** How much decisions may take up. */
    DECISIONS_MAX_GIB(
            "decisions.max_gib",
            Form.NUMBER,
            "20",
            "gibibytes of one tenant's decisions at most, 1 to 65536",
            "decisions.enabled=true"),

    /** Address of the outcomes listener. */
    OUTCOMES_HOST(
            "outcomes.host",
            Form.HOST,
            "127.0.0.1",
            "address of a listener that takes outcomes and nothing else",
            "outcomes.port; identity.credentials, identity.jwt.issuer or identity.allow_open=true where it is not loopback"),
    /** Port of the outcomes listener. */
    OUTCOMES_PORT(
            "outcomes.port",
            Form.PORT,
            "",
            "port of a listener that takes outcomes and nothing else, with the certificates of admin.tls; 0 picks a free one;"
                    + " empty for none: the admin listener takes them in any case"),
    /** Which sources of outcomes go before which. */
    OUTCOMES_SOURCES(
            "outcomes.sources",
            Form.NAMES,
            "",
            "sources of outcomes, the one first that is believed where two say different things; those that are not named come"
                    + " last"),
    /** How much outcomes may take up. */
    OUTCOMES_MAX_GIB(
            "outcomes.max_gib",
            Form.NUMBER,
            "20",
            "gibibytes of one tenant's outcomes at most, 1 to 65536; then no more are taken"),
    /** What lines of the log look like. */
    LOG_FORMAT(
            "log.format",
            Form.WORD,
            "text",
            "how lines of the log are written: text, or json, an object on each line (docs/log-line.schema.json)"),
    /** What is logged. */
    LOG_LEVELS(
            "log.levels",
            Form.PAIRS,
            "",
            "logger (a class or a package) to level: off, error, warn, info, debug or trace; the longest name that fits counts,"
                    + " io.kairoute is info and all else warn; debug and trace are for io.kairoute alone"),
    /** What is logged from now on. */
    LOG_LEVELS_FILE(
            "log.levels_file",
            Form.FILE,
            "",
            "file of lines logger=level, which count before log.levels; looked at every identity.reload, so that levels change"
                    + " while the node runs; it may be missing"),

    /** Who is told of calls. */
    TRACING_ENDPOINT(
            "tracing.endpoint",
            Form.TEXT,
            "",
            "collector of OpenTelemetry that spans are sent to over OTLP/HTTP, as http://127.0.0.1:4318; empty for none; the path is"
                    + " /v1/traces where it has none"),
    /** What the collector wants of whoever tells it. */
    TRACING_HEADERS_FILE(
            "tracing.headers_file",
            Form.FILE,
            "",
            "file of headers that go to the collector, one a line, as Authorization: Bearer abc; read at the start",
            "tracing.endpoint, which must be https where it is not loopback"),
    /** Whom the collector's certificate must be from. */
    TRACING_CA(
            "tracing.ca",
            Form.FILE,
            "",
            "PEM file of the authorities of the collector's certificate; empty for those of the Java runtime; read at the start",
            "tracing.endpoint"),

    /** How long the node is unready before it stops. */
    STOP_DRAIN(
            "stop.drain",
            Form.DURATION,
            "0s",
            "time between not being ready and taking no more calls, for load balancers to notice; 0s to 5m"),
    /** How long calls in flight may take at the end. */
    STOP_GRACE("stop.grace", Form.DURATION, "10s", "time that calls in flight get to finish; 0s to 5m");

    /** What every environment variable of ours starts with. */
    static final String ENVIRONMENT_PREFIX = "KAIROUTE_";

    /** How YAML writes a property's value. */
    enum Kind {
        SCALAR,
        LIST,
        MAP
    }

    /** What a property's value is. */
    public enum Form {
        /** The path of a directory. */
        DIRECTORY("directory", Kind.SCALAR),
        /** The path of a file. */
        FILE("file", Kind.SCALAR),
        /** An address to listen on. */
        HOST("address", Kind.SCALAR),
        /** A port. */
        PORT("port", Kind.SCALAR),
        /** A whole number. */
        NUMBER("whole number", Kind.SCALAR),
        /** A number with its unit. */
        DURATION("duration: ms, s, m, h or d", Kind.SCALAR),
        /** One of a few words, which the meaning lists. */
        WORD("word", Kind.SCALAR),
        /** Any text. */
        TEXT("text", Kind.SCALAR),
        /** A list. */
        NAMES("list", Kind.LIST),
        /** A map. */
        PAIRS("map", Kind.MAP);

        private final String said;
        private final Kind kind;

        Form(final String said, final Kind kind) {
            this.said = said;
            this.kind = kind;
        }

        /** The form with its unit, for a person. */
        public String said() {
            return said;
        }
    }

    private final String path;
    private final Form form;
    private final String defaultText;
    private final String meaning;
    private final String needs;

    Property(final String path, final Form form, final String defaultText, final String meaning) {
        this(path, form, defaultText, meaning, "");
    }

    Property(final String path, final Form form, final String defaultText, final String meaning, final String needs) {
        this.path = path;
        this.form = form;
        this.defaultText = defaultText;
        this.meaning = meaning;
        this.needs = needs;
    }

    /** The name, with dots where YAML nests. */
    public String path() {
        return path;
    }

    /** The name of the environment variable. */
    public String environmentName() {
        return ENVIRONMENT_PREFIX + path.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** The value when nobody sets one. */
    public String defaultText() {
        return defaultText;
    }

    /** The meaning, in half a sentence. */
    public String meaning() {
        return meaning;
    }

    /** What the value is. */
    public Form form() {
        return form;
    }

    /** What must be set beside it, or hold, for it to count; empty for nothing. */
    public String needs() {
        return needs;
    }

    Kind kind() {
        return form.kind;
    }

    static @Nullable Property ofPath(final String path) {
        for (final Property property : values()) {
            if (property.path.equals(path)) {
                return property;
            }
        }
        return null;
    }

    /** True when some property lies under a path. */
    static boolean hasBelow(final String path) {
        for (final Property property : values()) {
            if (property.path.startsWith(path + ".")) {
                return true;
            }
        }
        return false;
    }
}
