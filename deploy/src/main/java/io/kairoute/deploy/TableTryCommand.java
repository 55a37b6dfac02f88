package io.kairoute.deploy;

import io.kairoute.control.v1.TryContactRequest;
import io.kairoute.control.v1.TryContactResponse;
import io.kairoute.deploy.control.ServerOptions;
import io.kairoute.deploy.replay.DecisionCard;
import io.kairoute.deploy.replay.TraceCard;
import io.kairoute.deploy.tables.TableNode;
import io.kairoute.deploy.terminal.OutputOptions;
import io.kairoute.deploy.terminal.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Decides for one contact under any table, and says why. */
@Command(
        name = "try",
        description = "Decides for one contact under any table, changing and logging nothing, and says why. Under the"
                + " current table kairoute route --dry-run --explain does the same.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute table try draft:spring --intent no_internet --customer crm:4711",
            "  kairoute table try revision:3 --request '{\"intent\": \"no_internet\", \"labels\": {\"line\": \"fibre\"}}'"
        })
final class TableTryCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final TableChoice choice = new TableChoice();

    @Mixin
    private final ContactOptions contact = new ContactOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    TableTryCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        try (TableNode node = new TableNode(server)) {
            final TryContactRequest request = TryContactRequest.newBuilder()
                    .setTenant(node.tenant())
                    .setTable(choice.table())
                    .setContact(contact.request(screen))
                    .build();
            final TryContactResponse tried = node.call(tables -> tables.tryContact(request));
            output.show(screen, tried, () -> {
                new DecisionCard(screen).print(tried.getDecision());
                new TraceCard(screen).print(tried.getDecision().getTrace());
            });
            return ExitCode.DONE;
        }
    }
}
