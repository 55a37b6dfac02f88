package io.kairoute.node.replay;

import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.route.CallFailure;
import io.kairoute.ctl.route.RouteCaller;
import io.kairoute.ctl.route.RouteTarget;
import io.kairoute.ctl.terminal.OutFile;
import io.kairoute.ctl.terminal.Progress;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.node.contacts.ContactMapping;
import io.kairoute.node.contacts.ContactReader;
import io.kairoute.node.contacts.YamlRecords;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends every contact of a file to a server, and tells what came back. */
@Command(
        name = "replay",
        description = NodeCommand.Description.REPLAY,
        footerHeading = "%nExample:%n",
        footer = {
            "  kairoute replay telecom-complaints.csv --customers telco-customers.csv \\",
            "      --mapping deploy/examples/telecom/contacts-mapping.yaml --target localhost:7400",
            "",
            "Exit code 1 when a row could not be read or a call got no decision."
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final int SHOWN_FAILURES = 5;
    private static final long PROGRESS_EVERY = 64;

    private final Screen screen;

    @Parameters(paramLabel = "CONTACTS.csv", description = "The contacts file; its first line names the columns.")
    private @Nullable Path contacts;

    @Option(
            names = "--mapping",
            required = true,
            paramLabel = "MAPPING.yaml",
            description = "Which column means what; see deploy/examples/telecom/contacts-mapping.yaml.")
    private @Nullable Path mapping;

    @Option(
            names = "--customers",
            paramLabel = "CUSTOMERS.csv",
            description = "The customers file of the mapping, where it does not lie beside the contacts.")
    private @Nullable Path customers;

    @Mixin
    private final RouteTarget server = new RouteTarget();

    @Option(
            names = "--out",
            paramLabel = "DECISIONS.csv",
            description =
                    "Where the decisions are written. Default: the contacts file's name with -decisions.csv, in the"
                            + " current directory.")
    private @Nullable Path out;

    @Option(names = "--force", description = "Replace the file of decisions where it exists.")
    private boolean isForced;

    /** The command. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new ReplayCommand(screen));
    }

    ReplayCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (contacts == null || mapping == null) {
            throw new Refusal(ExitCode.USAGE, "The contacts file and its mapping are needed.");
        }
        final Path written = out == null ? defaultOut(contacts) : out;
        if (!isForced) {
            OutFile.refuseToReplace(written, "--out");
        }
        final Tally tally = new Tally();
        final long startedNs = System.nanoTime();
        try (ContactReader reader =
                        ContactReader.open(contacts, YamlRecords.read(mapping, ContactMapping.class), customers);
                DecisionsFile decisions = DecisionsFile.create(written);
                RouteCaller caller = server.caller()) {
            try (Progress progress = progress(contacts)) {
                new Replay(caller).run(reader, (contact, decision, failure, latencyNs) -> {
                    decisions.write(contact, decision, failure, latencyNs);
                    if (decision != null) {
                        tally.add(decision, latencyNs);
                    } else if (failure != null) {
                        tally.add(refusedAtFirst(tally, failure));
                    }
                    if (contact.index() % PROGRESS_EVERY == 0) {
                        progress.to(contact.index() + 1);
                    }
                });
                progress.complete(tally.decisions() + tally.failed());
            }
            report(tally, reader, written, (System.nanoTime() - startedNs) / 1e9);
            return tally.failed() > 0 || reader.badRowCount() > 0 ? ExitCode.FAILED : ExitCode.DONE;
        }
    }

    // Nothing ever came back: there is no server to replay against, and the rest of the file will not change that.
    private CallFailure refusedAtFirst(final Tally tally, final CallFailure failure) {
        if (tally.decisions() == 0 && failure.status().equals("UNAVAILABLE")) {
            throw new Refusal(
                    ExitCode.UNREACHABLE,
                    "No server answers at " + server.address() + " (" + failure.getMessage()
                            + "); start one with kairoute serve, or name it with --target.");
        }
        return failure;
    }

    private void report(final Tally tally, final ContactReader reader, final Path written, final double seconds) {
        screen.out().println();
        new Summary(screen).print(tally, seconds);
        screen.say("  decisions are in " + screen.bold(written.toString()));
        if (tally.failed() > 0) {
            screen.tell(screen.bad(String.format(Locale.ROOT, "%,d calls got no decision:", tally.failed())));
            for (final Map.Entry<String, Long> entry :
                    tally.byFailure().stream().limit(SHOWN_FAILURES).toList()) {
                screen.tell(String.format(Locale.ROOT, "  %,d x %s", entry.getValue(), entry.getKey()));
            }
        }
        if (reader.badRowCount() > 0) {
            screen.tell(screen.bad(String.format(Locale.ROOT, "%,d rows could not be read:", reader.badRowCount())));
            reader.badRows().forEach(row -> screen.tell("  " + row));
        }
    }

    // Counting the rows first costs little, and a person sees how long it will take.
    private Progress progress(final Path file) {
        final long rows = screen.interactive() ? ContactReader.countRows(file) : 0;
        return new Progress(screen, "Replaying " + file.getFileName(), rows, Progress.Unit.of("contacts"));
    }

    private static Path defaultOut(final Path contacts) {
        final String name = contacts.getFileName().toString();
        return Path.of(name.replaceFirst("\\.csv$", "") + "-decisions.csv");
    }
}
