package io.kairoute.ctl.table;

import io.kairoute.control.v1.TryContactRequest;
import io.kairoute.control.v1.TryContactResponse;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.route.ContactOptions;
import io.kairoute.ctl.route.DecisionCard;
import io.kairoute.ctl.route.TraceCard;
import io.kairoute.ctl.table.edit.TableNode;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
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
