package io.kairoute.deploy;

import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.UpdateDraftRequest;
import io.kairoute.deploy.control.ControlClient;
import io.kairoute.deploy.control.ServerOptions;
import io.kairoute.deploy.terminal.Screen;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps a file as a draft on a running node. */
@Command(name = "draft", description = "Keeps a file as a draft, new or in place of the one of that id.")
final class TableDraftCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "FILE", description = "The table, a YAML file.")
    private Path file = Path.of("");

    @Option(names = "--id", paramLabel = "ID", required = true, description = "The draft's id.")
    private String id = "";

    @Option(names = "--title", paramLabel = "TEXT", defaultValue = "", description = "What it is about.")
    private String title = "";

    @Option(names = "--etag", paramLabel = "ETAG", defaultValue = "", description = "The etag it must have.")
    private String etag = "";

    TableDraftCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        try (ControlClient client = new ControlClient(server)) {
            final Draft before = find(client);
            final String document = TableCommand.read(file);
            final Draft kept = before == null
                    ? client.call(() -> client.tables()
                                    .createDraft(CreateDraftRequest.newBuilder()
                                            .setTenant(server.tenant())
                                            .setDraft(id)
                                            .setTitle(title)
                                            .setDocument(document)
                                            .build()))
                            .getDraft()
                    : client.call(() -> client.tables()
                                    .updateDraft(UpdateDraftRequest.newBuilder()
                                            .setTenant(server.tenant())
                                            .setDraft(id)
                                            .setEtag(etag.isEmpty() ? before.getEtag() : etag)
                                            .setTitle(title)
                                            .setDocument(document)
                                            .build()))
                            .getDraft();
            screen.out().println("Kept: draft:" + kept.getDraft() + ", etag " + kept.getEtag() + ".");
            return ExitCode.DONE;
        }
    }

    private @Nullable Draft find(final ControlClient client) {
        return TableDraftListCommand.all(client, server).stream()
                .filter(draft -> draft.getDraft().equals(id))
                .findFirst()
                .orElse(null);
    }
}
