package io.kairoute.ctl.decisions;

import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import java.util.List;
import java.util.function.Supplier;

/**
 * Asks a node that may be restarted meanwhile: says once that it does not answer and once that it does again, and has nothing
 * in between. Thread-confined: owned by the command that follows.
 */
final class NodeAway {
    private final Screen screen;
    private final ControlClient client;
    private boolean isAway;

    NodeAway(final Screen screen, final ControlClient client) {
        this.screen = screen;
        this.client = client;
    }

    /**
     * What the question brings; nothing while no node answers.
     *
     * @throws Refusal where the node answers, and refuses
     */
    <T> List<T> ask(final Supplier<List<T>> question) {
        try {
            final List<T> answer = question.get();
            if (isAway) {
                screen.tell(screen.good("It answers again."));
                isAway = false;
            }
            return answer;
        } catch (final Refusal refused) {
            if (refused.exitCode() != ExitCode.UNREACHABLE) {
                throw refused;
            }
            if (!isAway) {
                screen.tell(screen.doubtful(refused.getMessage() + " Waiting for it; Ctrl-C ends this."));
                isAway = true;
            }
            client.connectAtOnce();
            return List.of();
        }
    }
}
