package io.kairoute.ctl.table.edit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.protobuf.StatusProto;
import io.kairoute.control.v1.ValidateTableResponse;
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
            throw switch (reason(refused)) {
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
            screen.err().println("What others changed since revision " + base + ":");
            TableLines.beside(screen).print(node.diff("revision:" + base, "current"), SHOWN_CHANGES);
        }
        return new Refusal(
                ExitCode.CONFLICT, refused.getMessage() + " Nothing was published. " + proposed.whenLate(), refused);
    }

    /** The stable reason of a refusal; empty for none. */
    static String reason(final Refusal refused) {
        final Throwable cause = refused.getCause();
        final Status status = cause == null ? null : StatusProto.fromThrowable(cause);
        try {
            return status == null || status.getDetailsCount() == 0
                    ? ""
                    : status.getDetails(0).unpack(ErrorInfo.class).getReason();
        } catch (final InvalidProtocolBufferException e) {
            return "";
        }
    }
}
