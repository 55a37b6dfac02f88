package io.kairoute.router;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.router.decide.Contact;
import io.kairoute.router.decide.Router;
import io.kairoute.router.differential.CompiledRouter;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.live.QueueOverride;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.live.Switches;
import io.kairoute.router.reference.ReferenceProfile;
import io.kairoute.router.reference.ReferenceSegmentSet;
import io.kairoute.router.reference.Scenario;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.check.TableLoader;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One small table, compiled as a publish compiles it, with customers and whatever is live: what a test of one step routes by.
 *
 * <p>A test gives the sections that it is about; the others are those of {@link #BASE}. It is Wednesday, ten o'clock.
 */
public final class SmallTable {
    /** The server's clock. */
    public static final long NOW_MS = Instant.parse("2026-11-25T10:00:00Z").toEpochMilli();

    /** The tenant. */
    public static final String TENANT = "acme";

    /** The revision in force. */
    public static final long REVISION = 7;

    private static final String BASE = """
            table: small
            format: 1
            defaults:
              occasion: general
              tier: standard
              treatment: {queue: care, script: hello, priority: 40, sla: 60s}
            occasions:
              - {id: outage, name: n, job: j, owner: o, clear_at: 0.8, ambiguous_at: 0.5, treatment: {queue: technical, priority: 70}, metrics: [time_to_relief]}
              - {id: billing, name: n, job: j, owner: o, clear_at: 0.8, ambiguous_at: 0.5, treatment: {queue: money}, metrics: [time_to_relief]}
              - {id: general, name: n, job: j, owner: o, clear_at: 0.8, ambiguous_at: 0.5, treatment: {}, metrics: [time_to_relief]}
            tiers:
              - {id: gold, name: n, definition: d, owner: o, cadence: weekly, version: 1, success: {metric: retention, target: 0.9}}
              - {id: standard, name: n, definition: d, owner: o, cadence: weekly, version: 1, success: {metric: retention, target: 0.9}}
            queues:
              - {id: care, name: n}
              - {id: technical, name: n}
              - {id: money, name: n}
            scripts:
              - {id: hello, name: n, version: 1, default: en, languages: {en: Hello}}
            """;

    private static final String SECRET = "000102030405060708090a0b0c0d0e0f";

    private final TableDefinition definition;
    private final List<LiveOccasion> live = new ArrayList<>();
    private final List<QueueOverride> overrides = new ArrayList<>();
    private final List<QueueState> states = new ArrayList<>();
    private final Map<String, Customer> customers = new LinkedHashMap<>();
    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_BYTES]);

    private Switches switches = Switches.NONE;
    private boolean isStoreAvailable = true;
    private long setTimeMs = NOW_MS;
    private @Nullable Router router;

    private SmallTable(final TableDefinition definition) {
        this.definition = definition;
    }

    /** A table of some sections, each of which begins with its key. */
    public static SmallTable of(final String... sections) {
        final Map<String, String> byKey = sections(BASE);
        for (final String section : sections) {
            byKey.putAll(sections(section));
        }
        final byte[] yaml = String.join("", byKey.values()).getBytes(StandardCharsets.UTF_8);
        final TableReport report = TableLoader.load(yaml, LocalDate.of(2026, 11, 25));
        return new SmallTable(
                Objects.requireNonNull(report.table(), () -> report.problems().toString()));
    }

    private static Map<String, String> sections(final String yaml) {
        final Map<String, String> sections = new LinkedHashMap<>();
        String key = "";
        for (final String line : yaml.lines().toList()) {
            if (!line.startsWith(" ")) {
                key = line.substring(0, line.indexOf(':'));
                sections.put(key, "");
            }
            sections.merge(key, line + "\n", String::concat);
        }
        return sections;
    }

    /** A customer, or an account, of the segment set. */
    public final class Customer {
        private final String canonicalKey;
        private final Set<String> risks = new LinkedHashSet<>();
        private String tier = "standard";
        private String language = "";
        private String agent = "";
        private boolean hasConsent = true;

        private Customer(final String canonicalKey) {
            this.canonicalKey = canonicalKey;
        }

        /** Sets the tier. */
        public Customer tier(final String id) {
            tier = id;
            return this;
        }

        /** Sets the language. */
        public Customer language(final String tag) {
            language = tag;
            return this;
        }

        /** Sets the preferred agent. */
        public Customer agent(final String id) {
            agent = id;
            return this;
        }

        /** Adds a risk. */
        public Customer risk(final String risk) {
            risks.add(risk);
            return this;
        }

        /** Takes the consent to personalization away. */
        public Customer withoutConsent() {
            hasConsent = false;
            return this;
        }

        /** Has the set find the customer by another key, too. */
        public Customer alsoUnder(final String key) {
            customers.put(key, this);
            return this;
        }

        private ReferenceProfile profile() {
            final byte[] hash = KeyHash.of(hasher(), canonicalKey).toBytes();
            return new ReferenceProfile(
                    tier,
                    "",
                    "",
                    "",
                    "",
                    "",
                    language,
                    risks,
                    hasConsent,
                    agent,
                    HexFormat.of().formatHex(hash));
        }
    }

    /** Adds a customer, or an account, to the segment set. */
    public Customer customer(final String key) {
        final Customer customer = new Customer(key);
        customers.put(key, customer);
        return customer;
    }

    /** Has the set be of an earlier day. */
    public SmallTable setOf(final long ageMs) {
        setTimeMs = NOW_MS - ageMs;
        return this;
    }

    /** Has the store answer nothing. */
    public SmallTable withoutStore() {
        isStoreAvailable = false;
        return this;
    }

    /** Declares an occasion that is live everywhere, from a minute ago until in a minute. */
    public SmallTable live(final String occasion, final int confidenceBp) {
        return live(new LiveOccasion(
                "live-" + live.size(),
                occasion,
                confidenceBp,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                NOW_MS - 60_000,
                NOW_MS + 60_000));
    }

    /** Declares a live occasion. */
    public SmallTable live(final LiveOccasion declared) {
        live.add(declared);
        return this;
    }

    /** Holds a queue, from a minute ago until in a minute. */
    public SmallTable hold(final String queue, final QueueOverride.Kind kind) {
        overrides.add(new QueueOverride(queue, kind, null, NOW_MS - 60_000, NOW_MS + 60_000));
        return this;
    }

    /** Redirects a queue, from a minute ago until in a minute. */
    public SmallTable redirect(final String queue, final String to) {
        overrides.add(new QueueOverride(queue, QueueOverride.Kind.REDIRECT, to, NOW_MS - 60_000, NOW_MS + 60_000));
        return this;
    }

    /** Reports a queue's state. */
    public SmallTable report(final QueueState state) {
        states.add(state);
        return this;
    }

    /** Switches something off. */
    public SmallTable switches(final Switches off) {
        switches = off;
        return this;
    }

    /** Everything as the compiled router takes it. */
    public Scenario scenario() {
        final Map<String, ReferenceProfile> profiles = new LinkedHashMap<>();
        customers.forEach((key, customer) -> profiles.put(key, customer.profile()));
        return new Scenario(
                TENANT,
                SECRET,
                REVISION,
                Map.of(REVISION, definition),
                live,
                overrides,
                states,
                switches,
                new ReferenceSegmentSet("set-1", setTimeMs, profiles, Set.of()),
                isStoreAvailable,
                true);
    }

    /** A router of its own. */
    public Router router() {
        return CompiledRouter.open(scenario(), null);
    }

    /** What is known of the contact that was routed last. */
    public Contact contact() {
        return Objects.requireNonNull(router, "nothing was routed yet").contact();
    }

    /** Routes one contact, now. */
    public RouteResponse route(final Consumer<RouteRequest.Builder> contact) {
        return routeAt(NOW_MS, contact);
    }

    /** Routes one contact at an instant. */
    public RouteResponse routeAt(final long nowMs, final Consumer<RouteRequest.Builder> contact) {
        final RouteRequest.Builder request = RouteRequest.newBuilder().setContactId("c-1");
        contact.accept(request);
        if (router == null) {
            router = router();
        }
        final byte[] bytes = request.build().toByteArray();
        final int length = router.route(new UnsafeBuffer(bytes), 0, bytes.length, 0, nowMs, response, 0);
        return parse(length);
    }

    private RouteResponse parse(final int length) {
        if (length < 0) {
            throw new AssertionError("refused: status=" + length);
        }
        try {
            final byte[] answer = new byte[length];
            response.getBytes(0, answer);
            return RouteResponse.parseFrom(answer);
        } catch (final InvalidProtocolBufferException e) {
            throw new AssertionError("the answer is no message", e);
        }
    }

    private static KeyHasher hasher() {
        return new KeyHasher(HexFormat.of().parseHex(SECRET));
    }
}
