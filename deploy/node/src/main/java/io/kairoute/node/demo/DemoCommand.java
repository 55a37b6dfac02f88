package io.kairoute.node.demo;

import io.kairoute.ctl.connection.Target;
import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.route.CallFailure;
import io.kairoute.ctl.route.GrpcRouteCaller;
import io.kairoute.ctl.route.RouteCaller;
import io.kairoute.ctl.terminal.Progress;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.Sentence;
import io.kairoute.gateway.config.ConfigLoader;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.imports.ImportRequest;
import io.kairoute.gateway.imports.MappingReader;
import io.kairoute.gateway.node.Node;
import io.kairoute.node.contacts.Contact;
import io.kairoute.node.contacts.ContactMapping;
import io.kairoute.node.contacts.ContactReader;
import io.kairoute.node.contacts.YamlRecords;
import io.kairoute.node.replay.DecisionsFile;
import io.kairoute.node.replay.Replay;
import io.kairoute.node.segments.OfflineImport;
import io.kairoute.node.serve.NodeSetup;
import io.kairoute.node.serve.UntilStopped;
import io.kairoute.node.table.Tables;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows everything at once: makes up an operator and a day, imports, serves, replays, sums up, and serves on. */
@Command(
        name = "demo",
        description = NodeCommand.Description.DEMO,
        footerHeading = "%nExample:%n",
        footer = {
            "  kairoute demo --customers 1000000 --route-port 7500 --admin-port 7501",
            "",
            "It imports the customers, routes the day's contacts and shows what came of it; then contacts",
            "go on coming, and after a minute the network fails again."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final long SEED = 20_260_623L;
    private static final String PURPOSE = "kairoute demo";
    private static final int SOME = 1_000;
    private static final int MAX_CUSTOMERS = 20_000_000;

    private final Screen screen;

    @Option(
            names = "--route-port",
            paramLabel = "N",
            defaultValue = "7400",
            description = "The route listener's port; 0 picks a free one. Default: ${DEFAULT-VALUE}.")
    private int routePort;

    @Option(
            names = "--admin-port",
            paramLabel = "N",
            defaultValue = "7401",
            description = "The admin listener's port; 0 picks a free one. Default: ${DEFAULT-VALUE}.")
    private int adminPort;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "data/demo",
            description = "Where everything is put. Default: ${DEFAULT-VALUE}.")
    private Path dataDir = Path.of("");

    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many customers the operator has, up to 20,000,000. Default: ${DEFAULT-VALUE}.")
    private int customers;

    @Option(names = "--once", description = "End when the day is over, rather than serve on until stopped.")
    private boolean once;

    /** The command. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new DemoCommand(screen));
    }

    DemoCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (customers < 1 || customers > MAX_CUSTOMERS) {
            throw new Refusal(
                    ExitCode.USAGE, "--customers is " + customers + "; it must be 1 to " + MAX_CUSTOMERS + ".");
        }
        greet();
        final DemoFiles files = layFiles();
        final int contacts = makeUp(files);
        importCustomers(files);
        final UntilStopped until = new UntilStopped(screen);
        try (Node node = until.stops(setUp(files))) {
            node.start().awaitSegments();
            final DaySummary summary = new DaySummary(screen, tiers(files));
            final LivingContacts living = new LivingContacts();
            final RouteRequest somebody = replay(node, files, contacts, summary, until, living);
            if (!once) {
                new NextSteps(screen).print(files, somebody, node.routePort(), node.adminPort());
                until.announce("127.0.0.1", node);
                serveOn(node, living, until);
            }
        }
        return ExitCode.DONE;
    }

    @SuppressWarnings("try") // the day goes on by itself until it is closed
    private static void serveOn(final Node node, final LivingContacts living, final UntilStopped until)
            throws InterruptedException {
        final RouteCaller caller = new GrpcRouteCaller(new Target("127.0.0.1", node.routePort()));
        try (LivingDay day = new LivingDay(caller, living, until::isStopping).begin()) {
            until.await();
        }
    }

    private void greet() {
        screen.say(String.format(
                Locale.ROOT,
                "%s: a made-up telecom operator with %,d customers, on %s, when fibre fails in Florida"
                        + " from 14:05 to 18:00.",
                screen.bold("Kairoute demo"),
                customers,
                "Tuesday, " + DemoDay.DATE));
        screen.out().println();
    }

    // Opened first, so that nothing is written over while another process works here.
    private DemoFiles layFiles() {
        try (DataDirectory directory = DataDirectory.open(dataDir, PURPOSE, InstantSource.system())) {
            return DemoFiles.lay(directory.path());
        }
    }

    private int makeUp(final DemoFiles files) {
        try (Progress progress =
                new Progress(screen, "Making up customers", customers, Progress.Unit.of("customers"))) {
            DemoCustomersFile.write(files.customers(), SEED, customers, progress::to);
            progress.complete(customers);
        }
        try (Progress progress =
                new Progress(screen, "Making up their day", customers, Progress.Unit.of("customers"))) {
            final int contacts = DemoDay.write(files.day(), SEED, customers, progress::to);
            progress.complete(customers);
            return contacts;
        }
    }

    private void importCustomers(final DemoFiles files) {
        final ImportRequest request = new ImportRequest(
                files.customers(),
                MappingReader.read(files.customersMapping()),
                files.rejects(),
                "demo-" + customers,
                Instant.now());
        new OfflineImport(screen).run(dataDir, TenantDirectory.DEFAULT_TENANT, request, PURPOSE);
    }

    private Node setUp(final DemoFiles files) {
        final Map<Property, String> flags = Map.of(
                Property.DATA_DIR, dataDir.toString(),
                Property.TABLES, TenantDirectory.DEFAULT_TENANT + "=" + files.table(),
                Property.ROUTE_PORT, Integer.toString(routePort),
                Property.ADMIN_PORT, Integer.toString(adminPort));
        return NodeSetup.of(
                ConfigLoader.load(null, Map.of(), flags).config(), PURPOSE, note -> screen.tell(Sentence.of(note)));
    }

    private static List<String> tiers(final DemoFiles files) {
        return Tables.read(files.table()).tiers().stream()
                .map(TierDefinition::id)
                .toList();
    }

    // Gives somebody of the top tier to go on with.
    private RouteRequest replay(
            final Node node,
            final DemoFiles files,
            final int contacts,
            final DaySummary summary,
            final UntilStopped until,
            final LivingContacts living)
            throws InterruptedException {
        final List<RouteRequest> regulars = new ArrayList<>();
        final List<RouteRequest> some = new ArrayList<>();
        final RouteCaller logged = new GrpcRouteCaller(new Target("127.0.0.1", node.routePort()));
        try (RouteCaller caller = once ? logged : new Tries(logged)) {
            final long startedNs = System.nanoTime();
            route(
                    caller,
                    files,
                    contacts,
                    (contact, decision) -> {
                        if (decision.getTier().equals("platinum") && regulars.isEmpty()) {
                            regulars.add(contact.request());
                        }
                        living.keep(contact);
                        if (some.size() < SOME) {
                            some.add(contact.request());
                        }
                    },
                    summary);
            final double seconds = (System.nanoTime() - startedNs) / 1e9;
            screen.out().println();
            summary.print(seconds, OneAtATime.measure(caller, some));
        } catch (final CallFailure e) {
            throw new Refusal(
                    until.isStopping()
                            ? "Stopped before the day was over."
                            : "The demo's own server gave no decision: " + e.getMessage() + ".",
                    e);
        }
        return regulars.isEmpty() ? some.get(0) : regulars.get(0);
    }

    private void route(
            final RouteCaller caller,
            final DemoFiles files,
            final int contacts,
            final BiConsumer<Contact, RouteResponse> also,
            final DaySummary summary)
            throws InterruptedException, CallFailure {
        final List<CallFailure> failures = new ArrayList<>();
        try (ContactReader reader = ContactReader.open(
                        files.day(), YamlRecords.read(files.dayMapping(), ContactMapping.class), null);
                DecisionsFile decisions = DecisionsFile.create(files.decisions());
                Progress progress =
                        new Progress(screen, "Routing the day over gRPC", contacts, Progress.Unit.of("contacts"))) {
            new Replay(caller).run(reader, (contact, decision, failure, latencyNs) -> {
                decisions.write(contact, decision, failure, latencyNs);
                if (decision != null) {
                    summary.add(contact, decision, latencyNs);
                    also.accept(contact, decision);
                } else if (failure != null) {
                    failures.add(failure);
                }
                progress.to(contact.index() + 1);
            });
            progress.complete(contacts);
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }
}
