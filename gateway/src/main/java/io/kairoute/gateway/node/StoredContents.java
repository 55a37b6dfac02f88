package io.kairoute.gateway.node;

import io.kairoute.gateway.api.AdminServices;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.call.ControlServices;
import io.kairoute.gateway.history.ChunkClaims;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.gateway.history.decisions.DecisionArchive;
import io.kairoute.gateway.history.decisions.DecisionServices;
import io.kairoute.gateway.now.NowBoards;
import io.kairoute.gateway.now.NowServices;
import io.kairoute.gateway.now.NowSource;
import io.kairoute.gateway.observe.FigureCollector;
import io.kairoute.gateway.outcome.OutcomeLog;
import io.kairoute.gateway.outcome.OutcomeServices;
import io.kairoute.gateway.outcome.OutcomeSettings;
import io.kairoute.gateway.outcome.OutcomeStatus;
import io.kairoute.gateway.sets.SegmentServices;
import io.kairoute.gateway.sets.SetsHost;
import io.kairoute.gateway.sets.TenantLog;
import io.kairoute.gateway.sets.TenantSegments;
import io.kairoute.gateway.tally.Tally;
import io.kairoute.gateway.tally.TallyReadBack;
import io.kairoute.gateway.work.Slices;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;

/**
 * What a data directory holds, as a node serves it: each tenant's control state, logged decisions, segment set. Immutable.
 *
 * <p>The directory is opened first and closed last, and is marked as cleanly closed only when everything in it was.
 */
public final class StoredContents implements NodeContents {
    /** The control log's file in the data directory. */
    public static final String CONTROL_LOG = "control.db";
    /** The control log's key, where configuration names no other file. */
    public static final String CONTROL_KEY = "control.key";

    /** A tenant's imports, readers and opening have half a minute each to end. */
    private static final long SEGMENTS_MS = 120_000;

    private final GatewayConfig config;
    private final DataOwner owner;
    private final Map<String, byte[]> tables;

    /**
     * Names what to open.
     *
     * @param owner who has the directory
     * @param tables the documents of the tables that configuration gives to tenants
     */
    public StoredContents(final GatewayConfig config, final DataOwner owner, final Map<String, byte[]> tables) {
        this.config = config;
        this.owner = owner;
        this.tables = Map.copyOf(tables);
    }

    @Override
    public Served open(final Closing opened) {
        TemporaryFolder.check();
        final DataDirectory directory = directory(opened);
        final TenantDirectory tenants = new TenantDirectory(config.tenants());
        final Map<String, KeyHasher> hashers = hashers(directory);
        final StoredControl control = StoredControl.open(config, owner, tenants, hashers, opened);
        final Slices slices = Slices.ofHalf(Runtime.getRuntime().availableProcessors());
        final Tally tally = config.decisions().isEnabled()
                ? new Tally(
                        tenants.count(),
                        ordinal -> control.plane().liveAsLogged(tenants.id(ordinal)),
                        System.currentTimeMillis(),
                        SystemNanoClock.INSTANCE)
                : null;
        final DecisionLog decisions = tally == null ? null : decisions(directory, tenants, tally, opened);
        if (tally != null && decisions != null) {
            readBack(directory, tenants, tally, decisions, slices, opened);
        }
        final DecisionArchive archive = opened.open(
                "the archive of decisions",
                () -> new DecisionArchive(
                        control.log(),
                        control.key(),
                        hashers,
                        id -> directory.tenant(id).decisions(),
                        decisions == null ? new ChunkClaims(InstantSource.system()) : decisions.claims(),
                        slices));
        final OutcomeLog outcomes = outcomes(directory, tenants, opened);
        final Map<String, TenantSegments> segments = new HashMap<>();
        final SetsHost host = SetsHost.of(control.plane().sets(), openers(opened), slices, owner.notes());
        hashers.forEach((id, hasher) -> segments.put(
                id,
                opened.open(
                        "the segment sets of tenant " + id,
                        () -> TenantSegments.open(
                                id,
                                directory.tenant(id),
                                hasher,
                                TenantLog.of(decisions, outcomes, tenants.ordinal(id)),
                                host),
                        tenant -> tenant,
                        SEGMENTS_MS)));
        tables.forEach(control.plane()::configure);
        final NowSource now = now(control, tenants, tally, decisions);
        final NowBoards boards = opened.open("the boards of what happens now", () -> new NowBoards(now));
        final AtomicReference<LongSupplier> lagNs = new AtomicReference<>(() -> 0);
        final NodeParts parts = new NodeParts(
                config,
                tenants,
                control.plane(),
                decisions,
                archive,
                owner.directory(),
                () -> lagNs.get().getAsLong(),
                owner.isDemo());
        return Served.of(tenants)
                .where(ordinal -> control.plane().hasTable(tenants.id(ordinal)))
                .with(OutcomeServices.addTo(
                        NowServices.addTo(
                                NodeServices.addTo(services(control.plane(), archive, segments), parts), now, boards),
                        outcomes,
                        archive,
                        new OutcomeServices.Told(
                                tenants,
                                hashers,
                                directory::tenant,
                                config.outcomes().sources()),
                        InstantSource.system()))
                .with(decisions)
                .awaiting(() -> segments.values().forEach(TenantSegments::await))
                .beforeReady(control::serve)
                .beforeReady(node -> OutcomeStatus.showIn(node.meters(), outcomes))
                .beforeReady(node -> lagNs.set(node.meters()::lagNs))
                .beforeReady(node -> look(node, parts, segments, opened))
                .beforeReady(Node::warmUp);
    }

    private static void look(
            final Node node, final NodeParts parts, final Map<String, TenantSegments> segments, final Closing opened) {
        final FigureCollector figures = new FigureCollector(SystemNanoClock.INSTANCE);
        final StoredLook look = new StoredLook(parts, segments, InstantSource.system());
        opened.open("the looks at what is stored", () -> RepeatedLook.open(look::find, figures::show));
        node.meters().showFigures(figures);
    }

    private DataDirectory directory(final Closing opened) {
        final DataDirectory directory = opened.open(
                "the data directory",
                () -> DataDirectory.open(owner.directory(), owner.purpose(), InstantSource.system()),
                made -> () -> close(made, opened.isClean()),
                Closing.USUAL_MS);
        directory.notes().forEach(owner.notes());
        return directory;
    }

    // What could not be closed may still write: the next owner is to look at the files before it trusts them.
    private static void close(final DataDirectory directory, final boolean isClean) {
        if (isClean) {
            directory.close();
        } else {
            directory.letGo();
        }
    }

    private Map<String, KeyHasher> hashers(final DataDirectory directory) {
        final Map<String, KeyHasher> hashers = new HashMap<>();
        for (final String id : config.tenants()) {
            hashers.put(id, TenantSecret.open(directory.tenant(id)).hasher());
        }
        return hashers;
    }

    private static void readBack(
            final DataDirectory directory,
            final TenantDirectory tenants,
            final Tally tally,
            final DecisionLog decisions,
            final Slices slices,
            final Closing opened) {
        opened.open("the reading back of decisions", () -> new TallyReadBack(
                        tally,
                        tenants,
                        ordinal -> directory.tenant(tenants.id(ordinal)).decisions(),
                        decisions.claims(),
                        slices)
                .start());
    }

    private static NowSource now(
            final StoredControl control,
            final TenantDirectory tenants,
            final @Nullable Tally tally,
            final @Nullable DecisionLog decisions) {
        return new NowSource(
                control.plane(),
                tenants,
                tally,
                () -> decisions == null ? 0 : decisions.lost(),
                InstantSource.system());
    }

    private DecisionLog decisions(
            final DataDirectory directory, final TenantDirectory tenants, final Tally tally, final Closing opened) {
        final DecisionLogSettings usual = DecisionLogSettings.DEFAULT;
        return opened.open(
                "the decision log",
                () -> new DecisionLog(
                        ordinal -> directory.tenant(tenants.id(ordinal)).decisions(),
                        new DecisionLogSettings(
                                usual.ringBytes(),
                                usual.chunkBytes(),
                                TimeUnit.DAYS.toMillis(config.decisions().retentionDays()),
                                (long) config.decisions().mostGib() << 30),
                        InstantSource.system(),
                        tally));
    }

    private OutcomeLog outcomes(final DataDirectory directory, final TenantDirectory tenants, final Closing opened) {
        final List<TenantFolder> folders = IntStream.range(0, tenants.count())
                .mapToObj(ordinal -> directory.tenant(tenants.id(ordinal)))
                .toList();
        final long mostBytes = (long) config.outcomes().mostGib() << 30;
        return opened.open(
                "the log of outcomes",
                () -> new OutcomeLog(folders, OutcomeSettings.of(mostBytes), InstantSource.system()));
    }

    private static ExecutorService openers(final Closing opened) {
        return opened.open(
                "the opener of segment sets",
                () -> Executors.newSingleThreadExecutor(task -> {
                    final Thread thread = new Thread(task, "kairoute-segments");
                    thread.setDaemon(true);
                    return thread;
                }),
                made -> made::shutdown,
                Closing.USUAL_MS);
    }

    private static AdminServices services(
            final ControlPlane control, final DecisionArchive archive, final Map<String, TenantSegments> segments) {
        return SegmentServices.addTo(DecisionServices.addTo(ControlServices.of(control), control, archive), segments);
    }
}
