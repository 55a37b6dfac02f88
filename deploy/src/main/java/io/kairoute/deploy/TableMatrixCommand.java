package io.kairoute.deploy;

import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.ExportTuningRequest;
import io.kairoute.control.v1.ImportTuningRequest;
import io.kairoute.control.v1.ImportTuningResponse;
import io.kairoute.control.v1.ListDraftsRequest;
import io.kairoute.deploy.control.ControlClient;
import io.kairoute.deploy.control.ServerOptions;
import io.kairoute.deploy.terminal.Screen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tuning rules as CSV for a spreadsheet: one rule a line, one key a column. */
@Command(
        name = "matrix",
        description = "Tuning rules as CSV for a spreadsheet: one rule a line, one key a column.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute table matrix export current --out tuning.csv",
            "  kairoute table matrix import tuning.csv --draft spring"
        })
final class TableMatrixCommand implements Runnable {
    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    TableMatrixCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        Group.ask(spec);
    }

    @Command(name = "export", description = "Writes a table's tuning rules as CSV.")
    int export(@Mixin final ServerOptions server, @Mixin final TableChoice choice, @Mixin final OutFile out)
            throws IOException {
        try (ControlClient client = new ControlClient(server)) {
            final String csv = client.call(() -> client.tables()
                            .exportTuning(ExportTuningRequest.newBuilder()
                                    .setTenant(server.tenant())
                                    .setTable(choice.table())
                                    .build()))
                    .getCsv();
            out.write(screen, csv);
            return ExitCode.DONE;
        }
    }

    @Command(name = "import", description = "Puts the rules of a CSV in place of a draft's tuning rules.")
    int load(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "FILE", description = "The CSV file.") final Path file,
            @Option(names = "--draft", paramLabel = "ID", required = true, description = "Which draft.")
                    final String draft,
            @Option(names = "--etag", paramLabel = "ETAG", defaultValue = "", description = "The etag it must have.")
                    final String etag) {
        try (ControlClient client = new ControlClient(server)) {
            final String seen = etag.isEmpty() ? etagOf(client, server, draft) : etag;
            final String csv = read(file);
            final ImportTuningResponse taken = client.call(() -> client.tables()
                    .importTuning(ImportTuningRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setDraft(draft)
                            .setEtag(seen)
                            .setCsv(csv)
                            .build()));
            screen.out()
                    .println("Kept: draft:" + draft + " with " + taken.getRules() + " tuning rules, etag "
                            + taken.getDraft().getEtag() + ".");
            return ExitCode.DONE;
        }
    }

    private static String etagOf(final ControlClient client, final ServerOptions server, final String draft) {
        return client
                .call(() -> client.tables()
                        .listDrafts(ListDraftsRequest.newBuilder()
                                .setTenant(server.tenant())
                                .build()))
                .getDraftsList()
                .stream()
                .filter(one -> one.getDraft().equals(draft))
                .map(Draft::getEtag)
                .findFirst()
                .orElseThrow(() -> new Refusal("There is no draft " + draft + "; make one: kairoute table draft."));
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new Refusal("The file " + file + " cannot be read as UTF-8: " + e.getMessage() + ".", e);
        }
    }
}
