package io.kairoute.ctl.segments;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.ImportHead;
import io.kairoute.control.v1.ImportResult;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.offline.CustomersImport;
import io.kairoute.ctl.offline.OfflineWork;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.GivenFile;
import io.kairoute.ctl.terminal.OutFile;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.time.Times;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns a file of customers into a segment set. */
@Command(
        name = "import",
        description = "Turns a file of customers into a segment set: a tier and a profile for each of them. The set is"
                + " complete or not there at all; the ones before it are kept.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute segments import telco-customers.csv --reason November \\",
            "      --mapping deploy/examples/telecom/customers-mapping.yaml",
            "  kairoute segments import telco-customers.csv --data-dir data \\",
            "      --mapping deploy/examples/telecom/customers-mapping.yaml",
            "",
            "The first sends the file to a running node, which goes on routing and then serves the new set; the second"
                    + " writes into the data directory of a node that is stopped.",
            "Bad rows are listed in the rejects file, with line, column and reason and never with contents. Where more of"
                    + " them are bad than the mapping allows, nothing is imported, and what was there is served on."
        })
final class SegmentsImportCommand implements Callable<Integer> {
    private static final String MAPPING = "The mapping";

    private final Screen screen;
    private final OfflineWork offline;

    @Parameters(paramLabel = "FILE", description = "The customers; the first line names the columns.")
    private @Nullable Path file;

    @Option(
            names = "--mapping",
            required = true,
            paramLabel = "MAPPING",
            description = "What the columns mean; see deploy/examples/telecom/customers-mapping.yaml.")
    private @Nullable Path mapping;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where a stopped node keeps its state. Without it the file is sent to --target.")
    private @Nullable Path dataDir;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why the new set shall be served; needed by a running node, unless --keep is given.")
    private @Nullable String reason;

    @Option(names = "--keep", description = "A running node keeps the set, and does not serve it yet.")
    private boolean isOnlyKept;

    @Option(
            names = "--fewest",
            paramLabel = "COUNT",
            defaultValue = "0",
            description = "Refuse a set of fewer customers. Default: any is taken.")
    private long fewest;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "Where bad rows are listed. Default: the customers file's name with -rejects.csv, in the"
                    + " current directory; a list of an earlier import there is replaced.")
    private @Nullable Path rejects;

    @Option(names = "--force", description = "Replace the file of --rejects where it exists.")
    private boolean isForced;

    @Option(names = "--set-version", paramLabel = "NAME", description = "The set's version, rather than the mapping's.")
    private @Nullable String version;

    @Option(
            names = "--source-time",
            paramLabel = "TIME",
            description = "When the data was taken, such as yesterday or 2026-11-01T04:00:00Z, rather than what the"
                    + " mapping says.")
    private @Nullable String sourceTime;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    SegmentsImportCommand(final Screen screen, final OfflineWork offline) {
        this.screen = screen;
        this.offline = offline;
    }

    @Override
    public Integer call() {
        if (file == null || mapping == null) {
            throw new Refusal(ExitCode.USAGE, "The customers file and its mapping are needed.");
        }
        if (dataDir != null) {
            offline.need();
        }
        needThere(file);
        needThere(mapping);
        final Path listed = rejects == null ? defaultRejects(file) : rejects;
        if (!isForced && (rejects != null || !RejectsFile.isOne(listed))) {
            OutFile.refuseToReplace(listed, "--rejects");
        }
        OutFile.needFolder(listed);
        final ImportResult result = dataDir == null
                ? remote(file, mapping, listed)
                : offline.importCustomers(
                        screen,
                        new CustomersImport(
                                dataDir,
                                server.tenant(),
                                file,
                                mapping,
                                listed,
                                new CustomersImport.Wishes(version, takenAt(), fewest)));
        output.show(screen, result, () -> new ImportCard(screen).print(result, listed));
        return ExitCode.DONE;
    }

    private ImportResult remote(final Path csv, final Path meaning, final Path listed) {
        if (reason == null && !isOnlyKept) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "The node serves the new set at once, and asks why: give --reason, or --keep to only keep it.");
        }
        final ImportHead.Builder head =
                ImportHead.newBuilder().setFewestCustomers(fewest).setActivate(!isOnlyKept);
        head.setMapping(ByteString.copyFrom(GivenFile.bytes(meaning, GivenFile.LARGE_BYTES)));
        if (reason != null) {
            head.setReason(reason);
        }
        if (version != null) {
            head.setVersion(version);
        }
        if (sourceTime != null) {
            head.setSourceTime(Times.since("--source-time", sourceTime));
        }
        try (ControlClient client = new ControlClient(server)) {
            return new RemoteImport(screen, client).run(server.tenant(), csv, head.build(), listed);
        } catch (final Refusal refused) {
            throw named(refused, meaning);
        }
    }

    private @Nullable Instant takenAt() {
        return sourceTime == null
                ? null
                : Instant.ofEpochMilli(Timestamps.toMillis(Times.since("--source-time", sourceTime)));
    }

    // The node knows no name of the mapping's; its author knows no other one.
    private static Refusal named(final Refusal refused, final Path meaning) {
        final String said = String.valueOf(refused.getMessage());
        return said.startsWith(MAPPING)
                ? new Refusal(refused.exitCode(), meaning + said.substring(MAPPING.length()), refused)
                : refused;
    }

    private static void needThere(final Path needed) {
        if (Files.notExists(needed)) {
            throw Refusal.noFile(needed, new NoSuchFileException(needed.toString()));
        }
    }

    private static Path defaultRejects(final Path file) {
        return Path.of(String.valueOf(file.getFileName()).replaceFirst("\\.csv$", "") + "-rejects.csv");
    }
}
