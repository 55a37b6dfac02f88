package io.kairoute.deploy;

import io.kairoute.deploy.segments.ImportCard;
import io.kairoute.deploy.segments.OfflineImport;
import io.kairoute.deploy.terminal.Screen;
import io.kairoute.gateway.segments.ImportRequest;
import io.kairoute.gateway.segments.ImportSummary;
import io.kairoute.gateway.segments.MappingReader;
import io.kairoute.router.snapshot.TenantDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns a file of customers into a segment set. */
@Command(
        name = "import",
        description = "Turns a file of customers into a segment set: a tier and a profile for each of them. The set is"
                + " complete or not there at all; the ones before it are kept.",
        footerHeading = "%nExample:%n",
        footer = {
            "  kairoute segments import telco-customers.csv --data-dir data \\",
            "      --mapping deploy/examples/telecom/customers-mapping.yaml",
            "",
            "Bad rows are listed in the rejects file, with line, column and reason and never with contents. Exit code 1",
            "when more of them are bad than the mapping allows, or another process owns the data directory; what was",
            "imported before is served on."
        })
final class SegmentsImportCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "FILE.csv", description = "The customers; the first line names the columns.")
    private @Nullable Path file;

    @Option(
            names = "--mapping",
            required = true,
            paramLabel = "MAPPING.yaml",
            description = "What the columns mean; see deploy/examples/telecom/customers-mapping.yaml.")
    private @Nullable Path mapping;

    @Option(names = "--data-dir", required = true, paramLabel = "DIR", description = "Where the node keeps its state.")
    private @Nullable Path dataDir;

    @Option(
            names = "--tenant",
            paramLabel = "ID",
            defaultValue = TenantDirectory.DEFAULT_TENANT,
            description = "Whose customers they are. Default: ${DEFAULT-VALUE}.")
    private String tenant = "";

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "Where bad rows are listed. Default: the customers file's name with -rejects.csv, in the"
                    + " current directory.")
    private @Nullable Path rejects;

    @Option(names = "--set-version", paramLabel = "NAME", description = "The set's version, rather than the mapping's.")
    private @Nullable String version;

    @Option(
            names = "--source-time",
            paramLabel = "INSTANT",
            description = "When the data was taken, such as 2026-11-01T04:00:00Z, rather than what the mapping says.")
    private @Nullable Instant sourceTime;

    SegmentsImportCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (file == null || mapping == null || dataDir == null) {
            throw new Refusal("The customers file, its mapping and the data directory are needed.");
        }
        final ImportRequest request = new ImportRequest(
                file,
                MappingReader.read(mapping),
                rejects == null ? defaultRejects(file) : rejects,
                version,
                sourceTime);
        final ImportSummary summary =
                new OfflineImport(screen).run(dataDir, tenant, request, "kairoute segments import");
        new ImportCard(screen).print(summary);
        return ExitCode.DONE;
    }

    private static Path defaultRejects(final Path file) {
        return Path.of(String.valueOf(file.getFileName()).replaceFirst("\\.csv$", "") + "-rejects.csv");
    }
}
