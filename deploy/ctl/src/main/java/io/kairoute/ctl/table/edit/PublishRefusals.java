package io.kairoute.ctl.table.edit;

import io.kairoute.control.v1.ValidateTableResponse;
import io.kairoute.ctl.connection.NodeRefusal;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import java.util.function.Supplier;

/** Shows whoever publishes in vain what stands in the way: others' changes, or everything that is wrong in the table. */
public final class PublishRefusals {
    private static final int SHOWN_CHANGES = 20;

    private final Screen screen;
    private final TableNode node;

    /** Shows refusals of one node on one screen. */
    public PublishRefusals(final Screen screen, final TableNode node) {
        this.screen = screen;
        this.node = node;
    }

    /**
     * Calls.
     *
     * @param base the revision that was to be replaced
     * @param problems gives everything that is wrong in the table
     * @throws Refusal where the node refuses, with what to do
     */
    public <R> R around(
            final Proposed proposed,
            final long base,
            final Supplier<ValidateTableResponse> problems,
            final Supplier<R> call) {
        try {
            return call.get();
        } catch (final Refusal refused) {
            throw switch (NodeRefusal.reason(refused)) {
                case "BASE_REVISION" -> late(refused, proposed, base);
                case "TABLE_ERRORS" -> {
                    TableLines.beside(screen).print(proposed.name(), problems.get());
                    yield new Refusal(
                            ExitCode.FAILED, "Nothing was published: " + proposed.name() + " has errors.", refused);
                }
                case "TABLE_WARNINGS" -> {
                    TableLines.beside(screen).print(proposed.name(), problems.get());
                    yield new Refusal(
                            ExitCode.FAILED,
                            "Nothing was published: mend the warnings, or accept them with --accept-warnings.",
                            refused);
                }
                default -> refused;
            };
        }
    }

    private Refusal late(final Refusal refused, final Proposed proposed, final long base) {
        if (base > 0 && node.revision(base) != null) {
            screen.tell("What others changed since revision " + base + ":");
            TableLines.beside(screen).print(node.diff("revision:" + base, "current"), SHOWN_CHANGES);
        }
        return new Refusal(
                ExitCode.CONFLICT, refused.getMessage() + " Nothing was published. " + proposed.whenLate(), refused);
    }
}
