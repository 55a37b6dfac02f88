package io.kairoute.gateway.control;

import com.google.protobuf.Message;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.SegmentSetActivated;
import io.kairoute.gateway.api.AdminRefused;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.api.TenantScope;
import io.kairoute.gateway.api.Work;
import io.kairoute.gateway.control.log.AuditHead;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.ScopeKey;
import io.kairoute.gateway.control.loop.ControlLoop;
import io.kairoute.gateway.control.loop.ControlProxy;
import io.kairoute.gateway.control.loop.ControlRunner;
import io.kairoute.gateway.control.loop.LoopClock;
import io.kairoute.router.Router;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.OpenedSegments;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.StoreException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The control plane of one node: its log, its tenants, the loop that writes them and the services over them.
 *
 * <p>Thread-safe: everything goes through the control thread; tables are checked and compiled beside it, so that a large one
 * never holds up a live occasion.
 */
public final class ControlPlane implements AutoCloseable {
    private static final long TICK_MS = 250;
    private static final long MOST_WAIT_S = 60;

    private final ControlLog log;
    private final InstantSource clock;
    private final TenantDirectory directory;
    private final TenantScope scope;
    private final Map<String, TenantControl> tenants = new TreeMap<>();
    private final ControlLoop loop;
    private final ControlProxy proxy;
    private final ControlRunner runner;
    private final ExecutorService compilers;
    private final LiveOccasions liveOccasions;
    private final Queues queues;
    private final Audit audit;
    private final Drafts drafts;
    private final Tables tables;
    private final TablePublisher publisher;
    private final PlannedPublishes planned;
    private final Trials trials;
    private final Publications publications;
    private final Tuning tuning;

    /**
     * Starts a control plane over a log, which it owns once it is started: folds the log, compiles the newest revisions, publishes
     * each tenant's first snapshot.
     *
     * @param hashers each tenant's keyed hash
     */
    public ControlPlane(
            final ControlLog log,
            final TenantDirectory directory,
            final Map<String, KeyHasher> hashers,
            final ControlSettings settings,
            final InstantSource clock) {
        this(log, directory, hashers, settings, clock, new ControlLoop(LoopClock.of(clock)));
        runner.start();
    }

    /** Makes one as the public constructor does, over a loop that a test steps. */
    ControlPlane(
            final ControlLog log,
            final TenantDirectory directory,
            final Map<String, KeyHasher> hashers,
            final ControlSettings settings,
            final InstantSource clock,
            final ControlLoop loop) {
        this.loop = loop;
        proxy = loop.proxy();
        runner = new ControlRunner(loop);
        this.log = log;
        this.clock = clock;
        this.directory = directory;
        this.scope = new TenantScope(directory);
        hashers.forEach((id, hasher) -> tenants.put(
                id,
                new TenantControl(id, hasher, directory.holder(directory.ordinal(id)), log, settings.keptRevisions())));
        compilers = Executors.newSingleThreadExecutor(task -> {
            final Thread compiler = new Thread(task, "kairoute-compile");
            compiler.setDaemon(true);
            return compiler;
        });
        liveOccasions = new LiveOccasions(proxy, clock);
        queues = new Queues(clock);
        audit = new Audit(log);
        drafts = new Drafts(clock);
        tables = new Tables(this, clock);
        publisher = new TablePublisher(this, settings, clock);
        planned = new PlannedPublishes(this, publisher, clock);
        trials = new Trials(this, directory, clock);
        publications = new Publications(this, directory);
        tuning = new Tuning(this, clock);
        try {
            restore();
        } catch (final RuntimeException | Error e) {
            compilers.shutdown();
            runner.close();
            throw e;
        }
        loop.every(TICK_MS, this::tick);
    }

    private void restore() {
        log.replay(this::fold);
        log.scopeKeys().forEach(this::learn);
        tenants.values()
                .forEach(tenant ->
                        tenant.state().live().values().forEach(tenant.state().accounts()::check));
        tenants.values().forEach(publisher::restore);
    }

    /** Live occasions. */
    public LiveOccasions liveOccasions() {
        return liveOccasions;
    }

    /** Queues and switches. */
    public Queues queues() {
        return queues;
    }

    /** The audit trail. */
    public Audit audit() {
        return audit;
    }

    /** Drafts. */
    public Drafts drafts() {
        return drafts;
    }

    /** Revisions. */
    public Tables tables() {
        return tables;
    }

    /** What publishes revisions. */
    TablePublisher publisher() {
        return publisher;
    }

    /** What event loops route by. */
    public Publications publications() {
        return publications;
    }

    /** Tuning rules as CSV. */
    public Tuning tuning() {
        return tuning;
    }

    /** Contacts tried against any table. */
    public Trials trials() {
        return trials;
    }

    /** Does something with a tenant on the control thread; refuses a tenant that is not the actor's. */
    public <R> CompletableFuture<R> with(final Call actor, final String tenant, final Function<TenantControl, R> work) {
        return proxy.call(() -> work.apply(tenant(actor, tenant)));
    }

    /** The tenant that an actor asks about; refuses one that is not the actor's. */
    public CompletableFuture<String> tenantOf(final Call actor, final String named) {
        return with(actor, named, TenantControl::id);
    }

    /** A draft, revision or document, checked and compiled, numbered 0. */
    public CompletableFuture<CompiledRevision> compiled(
            final Call actor, final String tenant, final String table, final String document) {
        return with(
                        actor,
                        tenant,
                        control -> document.isEmpty()
                                ? control.document(
                                        TableRef.find(control, "table", table).document())
                                : Tables.document(document))
                .thenCompose(bytes -> beside(
                        () -> CheckedTable.of(bytes, true, clock.millis()).numbered(0)));
    }

    /** A live occasion whose occasion and scope are fine, and whose tenant that is. */
    public record CheckedScope(String tenant, LiveOccasion liveOccasion) {}

    /** Checks the occasion and scope of a live occasion that is not to be declared yet. */
    public CompletableFuture<CheckedScope> checkedScope(
            final Call actor, final String tenant, final LiveOccasion asked) {
        return with(actor, tenant, control -> new CheckedScope(control.id(), LiveCheck.scoped(control, asked)));
    }

    /** Tells a watcher what is live in a tenant, and then every change, on the control thread. */
    public CompletableFuture<String> watch(
            final Call actor, final String tenant, final String since, final OccasionWatcher watcher) {
        return with(actor, tenant, control -> {
            liveOccasions.announcements().watch(control, since, watcher);
            return control.id();
        });
    }

    /** Ends a watch. */
    public CompletableFuture<String> unwatch(final Call actor, final String tenant, final OccasionWatcher watcher) {
        return with(actor, tenant, control -> {
            liveOccasions.announcements().unwatch(control, watcher);
            return control.id();
        });
    }

    /** A service's method over requests that name a tenant. */
    public <Q extends Message, R extends Message> Work.Unary<Q, R> on(
            final Function<Q, String> tenantOf, final TenantMethod<Q, R> method) {
        return (actor, request) -> with(actor, tenantOf.apply(request), tenant -> method.call(tenant, actor, request));
    }

    /** A service's write, which is done once however often it is repeated with one request_id. */
    <Q extends Message, R extends Message> Work.Unary<Q, R> once(
            final Function<Q, String> tenantOf, final TenantMethod<Q, R> write, final Again<R> again) {
        return on(
                tenantOf,
                (tenant, actor, request) -> tenant.once(
                        request, () -> write.call(tenant, actor, request), done -> again.answer(tenant, done)));
    }

    /**
     * Answers a write that was done before.
     *
     * @param <R> its response
     */
    @FunctionalInterface
    interface Again<R> {
        /** Answers. */
        R answer(TenantControl tenant, DoneRequest done);
    }

    /**
     * One method of a service, on the control thread.
     *
     * @param <Q> its request
     * @param <R> its response
     */
    @FunctionalInterface
    public interface TenantMethod<Q, R> {
        /** Does it. */
        R call(TenantControl tenant, Call actor, Q request);
    }

    /** Sets what a tenant's customers are looked up in. */
    public void segments(final String tenant, final @Nullable OpenedSegments opened) {
        join(proxy.call(() -> {
            need(tenant).segments(opened);
            return tenant;
        }));
    }

    /** Writes a change that is made elsewhere into a tenant's log, and so into the audit trail, before it takes effect. */
    public void record(final Call actor, final String tenant, final String reason, final Command command) {
        join(proxy.call(() -> need(tenant).commit(actor, clock.millis(), reason, command, Beside.NOTHING)));
    }

    /** Writes a change that a request asks for, which may come again, and then is not written again. */
    public void record(
            final Call actor, final String tenant, final String reason, final Command command, final Message request) {
        join(proxy.call(() -> {
            final TenantControl control = need(tenant);
            return control.once(
                    request,
                    () -> control.commit(actor, clock.millis(), reason, command, Beside.NOTHING),
                    done -> control.state().last());
        }));
    }

    /** The activation that a request brought about before; null for a new request, or one without a request_id. */
    public @Nullable SegmentSetActivated activatedBefore(final String tenant, final Message request) {
        return join(proxy.call(() -> {
                    final DoneRequest done = need(tenant).before(request);
                    return Optional.ofNullable(done == null ? null : done.activated());
                }))
                .orElse(null);
    }

    /** Forgets the account keys with these hashes that live occasions of a tenant name. */
    public void forgetAccounts(final Call actor, final String tenant, final Set<KeyHash> keys) {
        join(proxy.call(() -> {
            liveOccasions.forgetting().forget(need(tenant), actor, keys);
            return keys.size();
        }));
    }

    /** Takes note of the set that a tenant's files name as active, where the log does not know that: an import beside it. */
    public void segmentSetFound(final String tenant, final int number, final String version) {
        join(proxy.call(() -> {
            final TenantControl control = need(tenant);
            final int known = control.state().segmentSet();
            if (known != number) {
                control.commit(
                        Call.by("node", "node", Router.ANY_TENANT),
                        clock.millis(),
                        "found active at the start",
                        Command.newBuilder()
                                .setSegmentSetActivated(SegmentSetActivated.newBuilder()
                                        .setBefore(known)
                                        .setAfter(number)
                                        .setVersion(version))
                                .build(),
                        Beside.NOTHING);
            }
            return number;
        }));
    }

    /** Errors and exceptions on the control thread that nobody expected. */
    public long faults() {
        return loop.faults();
    }

    /** Whether a tenant has a revision to decide by. */
    public boolean hasTable(final String tenant) {
        return directory.holder(directory.ordinal(tenant)).acquire() != null;
    }

    /** By tenant, where its chain of the control log ends. */
    public Map<String, AuditHead> heads() {
        return join(proxy.call(() -> {
            final Map<String, AuditHead> heads = new TreeMap<>();
            tenants.forEach((id, tenant) -> {
                final ControlEntry last = tenant.state().last();
                heads.put(id, new AuditHead(last.number(), HexFormat.of().formatHex(last.hash())));
            });
            return heads;
        }));
    }

    /** Publishes the table that configuration names, if it is not the one that configuration last published. */
    public void configure(final String tenant, final byte[] document) {
        join(publisher.configure(tenant, document));
    }

    /** Stops taking changes, finishes what was begun, closes the log. */
    @Override
    public void close() {
        compilers.shutdown();
        runner.close();
        log.close();
    }

    /** Does something beside the control thread. */
    <R> CompletableFuture<R> beside(final Supplier<R> work) {
        return CompletableFuture.supplyAsync(work, compilers);
    }

    /** Does something with two arguments on the control thread, for a tenant that is known to be the actor's. */
    <A, R> CompletableFuture<R> then(
            final String tenant, final A argument, final BiFunction<TenantControl, A, R> work) {
        return proxy.call(() -> work.apply(need(tenant), argument));
    }

    private void fold(final ControlEntry entry) {
        final TenantControl tenant = tenants.get(entry.tenant());
        if (tenant != null) {
            tenant.state().apply(entry);
        }
    }

    private void learn(final ScopeKey key) {
        final TenantControl tenant = tenants.get(key.tenant());
        if (tenant != null) {
            tenant.state().accounts().learn(key);
        }
    }

    private void tick(final long nowMs) {
        for (final TenantControl tenant : tenants.values()) {
            loop.attempt(() -> liveOccasions.announcements().tick(tenant, nowMs));
            loop.attempt(() -> planned.tick(tenant, nowMs));
            loop.attempt(() -> liveOccasions.forgetting().ended(tenant, nowMs));
            loop.attempt(() -> tenant.state().forgetEnded(nowMs));
        }
        loop.attempt(log::settle);
    }

    private TenantControl tenant(final Call actor, final String named) {
        final int tenant = scope.resolve(actor.tenant(), named);
        if (tenant == TenantDirectory.UNKNOWN) {
            throw ControlRefusal.because(scope.refusal(actor.tenant()));
        }
        return need(scope.id(tenant));
    }

    private TenantControl need(final String id) {
        final TenantControl tenant = tenants.get(id);
        if (tenant == null) {
            throw ControlRefusal.notFound("UNKNOWN_TENANT", "This node has no such tenant; check tenant.");
        }
        return tenant;
    }

    /** The tenants, by id. */
    public List<String> tenants() {
        return List.copyOf(tenants.keySet());
    }

    private static <R> R join(final CompletableFuture<R> future) {
        return join(future, MOST_WAIT_S);
    }

    /** Waits for a change so many seconds at most. */
    static <R> R join(final CompletableFuture<R> future, final long mostSeconds) {
        try {
            return future.orTimeout(mostSeconds, TimeUnit.SECONDS).join();
        } catch (final CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw ControlRefusal.unavailable(
                        "CONTROL_STUCK",
                        "The change was not made within " + mostSeconds
                                + " seconds, and may still come; look before you repeat it.");
            }
            if (e.getCause() instanceof StoreException store) {
                throw store;
            }
            if (e.getCause() instanceof AdminRefused refusal) {
                throw refusal;
            }
            throw e;
        }
    }
}
