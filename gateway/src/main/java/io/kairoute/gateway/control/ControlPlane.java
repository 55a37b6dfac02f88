package io.kairoute.gateway.control;

import io.kairoute.control.v1.GetPublicationRequest;
import io.kairoute.control.v1.GetPublicationResponse;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.api.TenantScope;
import io.kairoute.gateway.control.log.AuditHead;
import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.FoldSnapshot;
import io.kairoute.gateway.control.log.IntactState;
import io.kairoute.gateway.control.log.ScopeKey;
import io.kairoute.gateway.control.loop.ControlLoop;
import io.kairoute.gateway.control.loop.ControlRunner;
import io.kairoute.gateway.control.loop.LoopClock;
import io.kairoute.gateway.observe.PublishMeter;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.StoreException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control plane of one node: puts its log, its tenants, the loop that writes them and the services over them together.
 *
 * <p>Thread-safe: everything goes through the control thread; tables are checked and compiled beside it, so that a large one
 * never holds up a live occasion.
 */
public final class ControlPlane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);
    private static final long TICK_MS = 250;
    // A start reads at most so many entries one by one.
    private static final long ENTRIES_BETWEEN_SNAPSHOTS = 4_096;

    private final ControlLog log;
    private final InstantSource clock;
    private final TenantDirectory directory;
    private final Map<String, TenantControl> tenants = new TreeMap<>();
    private final ControlLoop loop;
    private final ControlRunner runner;
    private final CompileLanes compile;
    private final TenantWork work;
    private final ControlFold fold;
    private final RevisionCompiler compiler;
    private final LiveOccasions liveOccasions;
    private final Queues queues;
    private final Audit audit;
    private final Notes notes;
    private final Drafts drafts;
    private final Plans plans;
    private final Tables tables;
    private final TablePublisher publisher;
    private final PlannedPublishes planned;
    private final Trials trials;
    private final Publications publications;
    private final Tuning tuning;
    private final SetChanges sets;
    private final PublishMeter meter = new PublishMeter();
    private long snapshotAt;
    private Set<String> undecided = Set.of();

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
        runner = new ControlRunner(loop);
        this.log = log;
        this.clock = clock;
        this.directory = directory;
        hashers.forEach((id, hasher) -> tenants.put(
                id,
                new TenantControl(
                        id,
                        hasher,
                        log,
                        new KeptRevisions(settings.keptRevisions()),
                        new TenantSnapshots(id, hasher, directory.holder(directory.ordinal(id))),
                        meter)));
        compile = new CompileLanes(loop::tickerNs);
        work = new TenantWork(loop, tenants, new TenantScope(directory), compile);
        fold = new ControlFold(tenants);
        compiler = new RevisionCompiler(work, settings, clock);
        liveOccasions = new LiveOccasions(loop, clock);
        queues = new Queues(clock);
        audit = new Audit(log);
        notes = new Notes(clock);
        final Approvals approvals = new Approvals(settings.approvalsNeeded());
        drafts = new Drafts(approvals, clock);
        plans = new Plans(work, drafts, clock);
        tables = new Tables(work, clock);
        final PublishLook look = new PublishLook(approvals);
        publisher = new TablePublisher(work, look, meter, clock);
        planned = new PlannedPublishes(loop, work, look, publisher, clock, new RetryPauses(new Random()));
        trials = new Trials(work, directory, clock);
        publications = new Publications(work, directory);
        tuning = new Tuning(work, drafts, clock);
        sets = new SetChanges(work, liveOccasions.forgetting(), clock);
        try {
            restore();
        } catch (final RuntimeException | Error e) {
            compile.close();
            runner.close();
            throw e;
        }
        loop.every(TICK_MS, this::tick);
    }

    private void restore() {
        final FoldSnapshot kept = log.snapshot();
        snapshotAt = kept != null && fold.restore(kept) ? kept.position() : 0;
        log.follow(snapshotAt, fold);
        log.scopeKeys().forEach(this::learn);
        tenants.values()
                .forEach(tenant ->
                        tenant.state().live().values().forEach(tenant.state().accounts()::check));
        tenants.values().forEach(compiler::restore);
        undecided = tenants.values().stream()
                .filter(tenant -> !tenant.state().revisions().isEmpty()
                        && tenant.revisions().current() == null)
                .map(TenantControl::id)
                .collect(Collectors.toUnmodifiableSet());
        fold.begin(new Effects(loop, log, compiler, liveOccasions.announcements()));
    }

    private void learn(final ScopeKey key) {
        final TenantControl tenant = tenants.get(key.tenant());
        if (tenant != null) {
            tenant.state().accounts().learn(key);
        }
    }

    /** Live occasions. */
    LiveOccasions liveOccasions() {
        return liveOccasions;
    }

    /** Queues and switches. */
    Queues queues() {
        return queues;
    }

    /** The audit trail. */
    Audit audit() {
        return audit;
    }

    /** Notes of people. */
    Notes notes() {
        return notes;
    }

    /** Drafts. */
    Drafts drafts() {
        return drafts;
    }

    /** Planned publishes. */
    Plans plans() {
        return plans;
    }

    /** Revisions. */
    Tables tables() {
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
    Tuning tuning() {
        return tuning;
    }

    /** Contacts tried against any table. */
    Trials trials() {
        return trials;
    }

    /** What segment sets tell the log. */
    public SetChanges sets() {
        return sets;
    }

    /** The way to a tenant's state. */
    TenantWork work() {
        return work;
    }

    /** The tenant that an actor asks about; refuses one that is not the actor's. */
    public CompletableFuture<String> tenantOf(final Call actor, final String named) {
        return work.with(actor, named, TenantControl::id);
    }

    /** A draft, revision or document, checked and compiled, numbered 0. */
    public CompletableFuture<CompiledRevision> compiled(
            final Call actor, final String tenant, final String table, final String document) {
        return tables.compiled(actor, tenant, table, document);
    }

    /** A live occasion whose occasion and scope are fine, and what decides of its tenant now. */
    public record CheckedScope(LiveOccasion liveOccasion, LiveNow now) {}

    /** Checks the occasion and scope of a live occasion that is not to be declared yet. */
    public CompletableFuture<CheckedScope> checkedScope(
            final Call actor, final String tenant, final LiveOccasion asked) {
        return work.with(
                actor, tenant, control -> new CheckedScope(LiveCheck.scoped(control, asked), LiveNow.of(control)));
    }

    /** What holds of a tenant now, by id. */
    public CompletableFuture<ControlNow> now(final String tenant) {
        return work.then(tenant, clock, (control, wall) -> ControlNow.of(control, wall.millis()));
    }

    /** The live occasions of a tenant as logged contacts meet them; the same list as long as nothing changed. */
    public List<io.kairoute.router.live.LiveOccasion> liveAsLogged(final String tenant) {
        return Objects.requireNonNull(tenants.get(tenant)).snapshots().liveAsLogged();
    }

    /** What holds of a tenant now, in figures, by id. */
    public CompletableFuture<TenantFigures> figures(final String tenant) {
        return work.then(tenant, clock, (control, wall) -> TenantFigures.of(control, wall.millis()));
    }

    /** What each event loop routes a tenant's contacts by. */
    public CompletableFuture<GetPublicationResponse> publication(final Call actor, final String tenant) {
        return publications.get(
                actor, GetPublicationRequest.newBuilder().setTenant(tenant).build());
    }

    /** Tells a watcher what is live in a tenant, and then every change, on the control thread. */
    public CompletableFuture<String> watch(
            final Call actor, final String tenant, final String since, final OccasionWatcher watcher) {
        return work.with(actor, tenant, control -> {
            liveOccasions.announcements().watch(control, since, watcher);
            return control.id();
        });
    }

    /** Ends a watch. */
    public CompletableFuture<String> unwatch(final Call actor, final String tenant, final OccasionWatcher watcher) {
        return work.with(actor, tenant, control -> {
            liveOccasions.announcements().unwatch(control, watcher);
            return control.id();
        });
    }

    /** Errors and exceptions on the control thread that nobody expected. */
    public long faults() {
        return loop.faults();
    }

    /** What publishes come to, and how long their steps take. */
    public PublishMeter meter() {
        return meter;
    }

    /** Whether the control log is what was written, as far as it was looked at. */
    public boolean isLogIntact() {
        return !(log.intact() instanceof IntactState.Damaged);
    }

    /** Whether a tenant has a revision to decide by, or should have one: of those published before none could be compiled. */
    public boolean hasTable(final String tenant) {
        return undecided.contains(tenant)
                || directory.holder(directory.ordinal(tenant)).acquire() != null;
    }

    /** By tenant, where its chain of the control log ends. */
    public Map<String, AuditHead> heads() {
        return ControlWait.join(loop.proxy().call(() -> {
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
        final var unused = ControlWait.join(publisher.configure(tenant, document));
    }

    /** Stops taking changes, finishes what was begun, closes the log. */
    @Override
    public void close() {
        compile.close();
        runner.close();
        keepSnapshot();
        log.close();
    }

    private void tick(final long nowMs) {
        for (final TenantControl tenant : tenants.values()) {
            loop.attempt(() -> liveOccasions.announcements().tick(tenant, nowMs));
            loop.attempt(() -> planned.tick(tenant, nowMs));
            loop.attempt(() -> liveOccasions.forgetting().ended(tenant, nowMs));
            loop.attempt(() -> catchUp(tenant));
        }
        loop.attempt(compile::expire);
        loop.attempt(log::settle);
        if (log.position() - snapshotAt >= ENTRIES_BETWEEN_SNAPSHOTS) {
            loop.attempt(this::keepSnapshot);
        }
    }

    // What failed of the effects of a change: keys that were not learned, a snapshot that was not published.
    private void catchUp(final TenantControl tenant) {
        if (tenant.isBehind()) {
            log.scopeKeys().stream()
                    .filter(key -> key.tenant().equals(tenant.id()))
                    .forEach(tenant.state().accounts()::learn);
            tenant.publish();
        }
    }

    private void keepSnapshot() {
        final FoldSnapshot snapshot = log.position() > snapshotAt ? fold.snapshot(log.position()) : null;
        if (snapshot != null) {
            snapshotAt = snapshot.position();
            try {
                log.keep(snapshot);
            } catch (final StoreException e) {
                // The one before is as good, but for the time that a start takes.
                LOG.warn("event=fold_snapshot_not_kept cause=\"{}\"", e.getMessage());
            }
        }
    }
}
