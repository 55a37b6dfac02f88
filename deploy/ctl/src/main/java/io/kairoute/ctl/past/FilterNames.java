package io.kairoute.ctl.past;

import io.kairoute.control.v1.DecisionFilter;
import io.kairoute.control.v1.GetTableNamesRequest;
import io.kairoute.control.v1.GetTableNamesResponse;
import io.kairoute.control.v1.TableName;
import io.kairoute.control.v1.TableOccasion;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.help.Alike;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells whoever found nothing whether the name that they looked for is one, so that a slip does not look like a quiet hour. */
public final class FilterNames {
    private final Screen screen;

    /** Tells it on one screen. */
    public FilterNames(final Screen screen) {
        this.screen = screen;
    }

    /** Says beside the answer that nothing was found, and which names of the filter the current table does not have. */
    public void nothingFound(final ControlClient client, final ServerOptions server, final DecisionFilter filter) {
        final List<String> unknown = new ArrayList<>();
        if (!filter.getOccasion().isEmpty()
                || !filter.getQueue().isEmpty()
                || !filter.getTier().isEmpty()) {
            names(client, server).ifPresent(names -> {
                look("occasion", filter.getOccasion(), ids(names), unknown);
                look("queue", filter.getQueue(), ids(names.getQueuesList()), unknown);
                look("tier", filter.getTier(), ids(names.getTiersList()), unknown);
            });
        }
        nothingFound();
        unknown.forEach(line -> screen.tell(screen.doubtful(line)));
    }

    /** Says beside the answer that nothing was found. */
    public void nothingFound() {
        screen.tell("No logged decision fits.");
    }

    // Whoever may read decisions may read names; an older node knows no such call, and then nothing is said.
    private static Optional<GetTableNamesResponse> names(final ControlClient client, final ServerOptions server) {
        try {
            return Optional.of(client.call(() -> client.tables()
                    .getTableNames(GetTableNamesRequest.newBuilder()
                            .setTenant(server.tenant())
                            .build())));
        } catch (final Refusal refused) {
            return Optional.empty();
        }
    }

    private static void look(
            final String what, final String typed, final List<String> known, final List<String> unknown) {
        if (!typed.isEmpty() && !known.contains(typed)) {
            unknown.add("The current table has no " + what + " " + typed
                    + Alike.of(typed, known)
                            .map(word -> "; did you mean " + word + "?")
                            .orElse("; it has " + String.join(", ", known) + "."));
        }
    }

    private static List<String> ids(final GetTableNamesResponse names) {
        return names.getOccasionsList().stream().map(TableOccasion::getId).toList();
    }

    private static List<String> ids(final List<TableName> names) {
        return names.stream().map(TableName::getId).toList();
    }
}
