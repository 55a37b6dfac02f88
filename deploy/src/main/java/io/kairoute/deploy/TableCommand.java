package io.kairoute.deploy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.kairoute.control.v1.DiffTablesRequest;
import io.kairoute.control.v1.DiffTablesResponse;
import io.kairoute.control.v1.ExportTableRequest;
import io.kairoute.control.v1.GetPublicationRequest;
import io.kairoute.control.v1.GetPublicationResponse;
import io.kairoute.control.v1.ListRevisionsRequest;
import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.control.v1.PublishTableResponse;
import io.kairoute.control.v1.Revision;
import io.kairoute.control.v1.RollbackTableRequest;
import io.kairoute.control.v1.TableChange;
import io.kairoute.control.v1.TryContactRequest;
import io.kairoute.control.v1.TryContactResponse;
import io.kairoute.deploy.control.ControlClient;
import io.kairoute.deploy.control.ServerOptions;
import io.kairoute.deploy.control.Times;
import io.kairoute.deploy.replay.DecisionCard;
import io.kairoute.deploy.replay.TraceCard;
import io.kairoute.deploy.terminal.Screen;
import io.kairoute.deploy.terminal.TextTable;
import io.kairoute.deploy.terminal.TextTable.Side;
import io.kairoute.routing.v1.RouteRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done with tables, in files and on a running node. */
@Command(
        name = "table",
        description = "What can be done with tables, in files and on a running node.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute table check table.yaml",
            "  kairoute table publish table.yaml --reason \"longer hours\"",
            "  kairoute table list",
            "  kairoute table diff revision:3 current",
            "  kairoute table rollback 3 --reason \"too many transfers\"",
            "  kairoute table try draft:spring --contact '{\"intent\":\"no_internet\"}'"
        })
final class TableCommand implements Runnable {
    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    TableCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        Group.ask(spec);
    }

    @Command(name = "publish", description = "Publishes a file or a draft; it decides from the next contact on.")
    int publish(
            @Mixin final ServerOptions server,
            @Parameters(arity = "0..1", paramLabel = "FILE", description = "The table, a YAML file.")
                    final @Nullable Path file,
            @Option(names = "--draft", paramLabel = "ID", defaultValue = "", description = "A draft instead of a file.")
                    final String draft,
            @Option(names = "--base", paramLabel = "N", description = "The revision it replaces. Default: the current.")
                    final @Nullable Long base,
            @Option(names = "--accept-warnings", description = "Publish in spite of warnings.")
                    final boolean acceptWarnings,
            @Option(names = "--request-id", paramLabel = "ID", defaultValue = "", description = "Publishes once only.")
                    final String requestId,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
                    final String reason) {
        try (ControlClient client = new ControlClient(server)) {
            final PublishTableRequest.Builder request = PublishTableRequest.newBuilder()
                    .setTenant(server.tenant())
                    .setDraft(draft)
                    .setAcceptWarnings(acceptWarnings)
                    .setRequestId(requestId)
                    .setReason(reason)
                    .setBaseRevision(base == null ? current(client, server) : base);
            if (file != null) {
                request.setDocument(read(file));
            }
            final PublishTableResponse answer =
                    client.call(() -> client.tables().publishTable(request.build()));
            screen.out()
                    .println(screen.good("Revision " + answer.getRevision().getRevision()
                            + (answer.getRepeated()
                                    ? " had been published by this request before."
                                    : " decides now.")));
            return ExitCode.DONE;
        }
    }

    @Command(name = "rollback", description = "Publishes an older revision's content again, under a new number.")
    int rollback(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "REVISION", description = "Whose content.") final long revision,
            @Option(names = "--base", paramLabel = "N", description = "The revision it replaces. Default: the current.")
                    final @Nullable Long base,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
                    final String reason) {
        try (ControlClient client = new ControlClient(server)) {
            final long replaced = base == null ? current(client, server) : base;
            final Revision published = client.call(() -> client.tables()
                            .rollbackTable(RollbackTableRequest.newBuilder()
                                    .setTenant(server.tenant())
                                    .setRevision(revision)
                                    .setBaseRevision(replaced)
                                    .setReason(reason)
                                    .build()))
                    .getRevision();
            screen.out()
                    .println(screen.good(
                            "Revision " + published.getRevision() + " decides now, as revision " + revision + " did."));
            return ExitCode.DONE;
        }
    }

    @Command(name = "list", description = "Lists revisions, the newest first.")
    int list(
            @Mixin final ServerOptions server,
            @Option(names = "--count", paramLabel = "N", defaultValue = "20", description = "How many, 1 to 1000.")
                    final int count) {
        try (ControlClient client = new ControlClient(server)) {
            final TextTable table = new TextTable(screen)
                    .column("REVISION", Side.RIGHT)
                    .column("WHEN", Side.LEFT)
                    .column("BY", Side.LEFT)
                    .column("STATE", Side.LEFT)
                    .column("REASON", Side.LEFT);
            revisions(client, server, count)
                    .forEach(one -> table.row(
                            String.valueOf(one.getRevision()),
                            Times.text(one.getPublishTime()),
                            one.getPublishedBy(),
                            state(one),
                            one.getReason()
                                    + (one.getRollbackOf() == 0 ? "" : " (back to " + one.getRollbackOf() + ")")));
            table.print();
            screen.out().println(publication(client, server));
            return ExitCode.DONE;
        }
    }

    @Command(name = "diff", description = "Tells what two tables do differently.")
    int diff(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "FROM", description = TableChoice.FORMS) final String from,
            @Parameters(paramLabel = "TO", description = TableChoice.FORMS) final String to) {
        try (ControlClient client = new ControlClient(server)) {
            final DiffTablesResponse diff = client.call(() -> client.tables()
                    .diffTables(DiffTablesRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setFrom(from)
                            .setTo(to)
                            .build()));
            diff.getChangesList().forEach(change -> screen.out().println(line(change)));
            screen.out().println(screen.bold(diff.getSummary()));
            return ExitCode.DONE;
        }
    }

    @Command(name = "export", description = "Writes a table as it was published, byte for byte.")
    int export(@Mixin final ServerOptions server, @Mixin final TableChoice choice, @Mixin final OutFile out)
            throws IOException {
        try (ControlClient client = new ControlClient(server)) {
            final byte[] document = client.call(() -> client.tables()
                            .exportTable(ExportTableRequest.newBuilder()
                                    .setTenant(server.tenant())
                                    .setTable(choice.table())
                                    .build()))
                    .getDocumentBytes()
                    .toByteArray();
            out.write(screen, document);
            return ExitCode.DONE;
        }
    }

    @Command(name = "try", description = "Decides for one contact under any table, changing nothing, and says why.")
    int attempt(
            @Mixin final ServerOptions server,
            @Mixin final TableChoice choice,
            @Option(
                            names = "--contact",
                            paramLabel = "JSON",
                            required = true,
                            description = "The contact, as POST /v1/route takes it.")
                    final String contact) {
        final RouteRequest.Builder request = RouteRequest.newBuilder();
        try {
            JsonFormat.parser().merge(contact, request);
        } catch (final InvalidProtocolBufferException e) {
            throw new Refusal("--contact: " + e.getMessage() + ".", e);
        }
        try (ControlClient client = new ControlClient(server)) {
            final TryContactResponse tried = client.call(() -> client.tables()
                    .tryContact(TryContactRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setTable(choice.table())
                            .setContact(request)
                            .build()));
            new DecisionCard(screen).print(tried.getDecision());
            new TraceCard(screen).print(tried.getDecision().getTrace());
            return ExitCode.DONE;
        }
    }

    /** The number of the revision that decides; 0 for none. */
    static long current(final ControlClient client, final ServerOptions server) {
        final List<Revision> newest = revisions(client, server, 1);
        return newest.isEmpty() ? 0 : newest.get(0).getRevision();
    }

    private static List<Revision> revisions(final ControlClient client, final ServerOptions server, final int count) {
        return client.call(() -> client.tables()
                        .listRevisions(ListRevisionsRequest.newBuilder()
                                .setTenant(server.tenant())
                                .setPageSize(count)
                                .build()))
                .getRevisionsList();
    }

    // Where the newest revision has arrived, loop by loop.
    private String publication(final ControlClient client, final ServerOptions server) {
        final GetPublicationResponse publication = client.call(() -> client.tables()
                .getPublication(GetPublicationRequest.newBuilder()
                        .setTenant(server.tenant())
                        .build()));
        final String loops = publication.getLoopsList().stream()
                .filter(loop -> !loop.getState().equals("APPLIED"))
                .map(loop -> "loop " + loop.getLoop()
                        + (loop.getState().equals("NO_ANSWER")
                                ? " does not answer"
                                : " routes by revision " + loop.getRevision()))
                .collect(Collectors.joining(", "));
        final String newest = "Revision " + publication.getNewestRevision();
        return loops.isEmpty()
                ? screen.good(newest + " is applied on all " + publication.getLoopsCount() + " event loops.")
                : screen.bad(newest + " is not applied everywhere: " + loops + ".");
    }

    private static String state(final Revision revision) {
        if (!revision.getRefused().isEmpty()) {
            return "refused here: " + revision.getRefused();
        }
        return revision.getCurrent() ? "decides" : revision.getKept() ? "kept" : "";
    }

    private static String line(final TableChange change) {
        final String what = change.getPart() + (change.getId().isEmpty() ? "" : " " + change.getId());
        return switch (change.getKind()) {
            case "ADDED" -> what + " is new";
            case "REMOVED" -> what + " is gone";
            case "MOVED" -> what + " moves from place " + change.getBefore() + " to " + change.getAfter();
            default ->
                what + ": " + change.getField() + ": " + value(change.getBefore()) + " becomes "
                        + value(change.getAfter());
        };
    }

    private static String value(final String value) {
        return value.isEmpty() ? "nothing" : value;
    }

    /** A table file as text. */
    static String read(final Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new Refusal("The table " + file + " cannot be read as UTF-8: " + e.getMessage() + ".", e);
        }
    }
}
