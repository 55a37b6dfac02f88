package io.kairoute.ctl;

import io.kairoute.ctl.access.Surroundings;
import io.kairoute.ctl.audit.AuditCommand;
import io.kairoute.ctl.context.ContextCommand;
import io.kairoute.ctl.decisions.DecisionsCommand;
import io.kairoute.ctl.help.HelpCommand;
import io.kairoute.ctl.help.Listed;
import io.kairoute.ctl.help.Wanted;
import io.kairoute.ctl.occasions.OccasionsCommand;
import io.kairoute.ctl.offline.InsightCommand;
import io.kairoute.ctl.offline.InsightPart;
import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.offline.NodePart;
import io.kairoute.ctl.outcomes.OutcomesCommand;
import io.kairoute.ctl.queues.QueuesCommand;
import io.kairoute.ctl.route.RouteCommand;
import io.kairoute.ctl.segments.SegmentsCommand;
import io.kairoute.ctl.status.StatusCommand;
import io.kairoute.ctl.status.VersionCommand;
import io.kairoute.ctl.switches.SwitchCommand;
import io.kairoute.ctl.table.TableCommand;
import io.kairoute.ctl.terminal.Screen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Every command, in the order of the help. */
final class Commands {
    private static final String HELP = "help";

    private final Screen screen;
    private final Surroundings around;
    private final NodePart part;
    private final Map<String, Entry> all = new LinkedHashMap<>();

    /**
     * A command.
     *
     * @param whole makes it with what is wanted below it
     * @param listed makes what a list shows of it
     */
    private record Entry(Function<Wanted, CommandLine> whole, Supplier<CommandLine> listed) {}

    Commands(final Screen screen, final Surroundings around, final NodePart part) {
        this.screen = screen;
        this.around = around;
        this.part = part;
        fill();
    }

    /** The command that is typed, or a list of all of them; all of them whole where a script for a shell asks. */
    Map<String, CommandLine> of(final String... arguments) {
        final List<String> typed = List.of(arguments);
        final String first = typed.isEmpty() ? "" : typed.get(0);
        final Map<String, CommandLine> made = new LinkedHashMap<>();
        if (first.equals(NodeCommand.COMPLETION.words())) {
            all.forEach((name, one) -> made.put(name, one.whole().apply(Wanted.ALL)));
        } else if (all.containsKey(first) && !first.equals(HELP)) {
            made.put(first, all.get(first).whole().apply(new Wanted(typed).below()));
        } else {
            final boolean isHelp = first.equals(HELP);
            final Wanted told = isHelp ? new Wanted(typed).below() : Wanted.ALL;
            all.forEach((name, one) -> made.put(
                    name,
                    isHelp && (name.equals(HELP) || told.begins(name))
                            ? one.whole().apply(told.below())
                            : one.listed().get()));
        }
        return made;
    }

    private void fill() {
        ofNode(NodeCommand.SERVE);
        ofNode(NodeCommand.DEMO);
        put("route", RouteCommand.class, wanted -> RouteCommand.of(screen));
        ofNode(NodeCommand.REPLAY);
        put("status", StatusCommand.class, wanted -> StatusCommand.of(screen));
        put("table", TableCommand.class, wanted -> TableCommand.of(screen, part, wanted));
        put("segments", SegmentsCommand.class, wanted -> SegmentsCommand.of(screen, part.offline(), wanted));
        put("occasions", OccasionsCommand.class, wanted -> OccasionsCommand.of(screen, wanted));
        put("queues", QueuesCommand.class, wanted -> QueuesCommand.of(screen, wanted));
        put("switch", SwitchCommand.class, wanted -> SwitchCommand.of(screen));
        put("decisions", DecisionsCommand.class, wanted -> DecisionsCommand.of(screen, part, wanted));
        put("outcomes", OutcomesCommand.class, wanted -> OutcomesCommand.of(screen, wanted));
        put("audit", AuditCommand.class, wanted -> AuditCommand.of(screen, part, wanted));
        ofInsight(InsightCommand.STATS);
        ofNode(NodeCommand.BACKUP);
        ofNode(NodeCommand.RESTORE);
        ofNode(NodeCommand.DOCTOR);
        ofNode(NodeCommand.CAPACITY);
        ofNode(NodeCommand.KEY);
        ofNode(NodeCommand.CONFIG);
        put("context", ContextCommand.class, wanted -> ContextCommand.of(screen, around, wanted));
        ofNode(NodeCommand.COMPLETION);
        put("version", VersionCommand.class, wanted -> VersionCommand.of(screen));
        put(HELP, HelpCommand.class, wanted -> HelpCommand.of(screen));
    }

    private void put(final String name, final Class<?> command, final Function<Wanted, CommandLine> whole) {
        all.put(name, new Entry(whole, () -> Listed.of(command)));
    }

    private void ofNode(final NodeCommand command) {
        all.put(
                command.words(),
                new Entry(
                        wanted -> part.command(command, screen),
                        () -> Listed.of(command.words(), command.description())));
    }

    private void ofInsight(final InsightCommand command) {
        final Supplier<CommandLine> listed = () -> Listed.of(command.words(), command.description());
        all.put(
                command.words(),
                new Entry(
                        wanted -> InsightPart.find()
                                .map(part -> part.command(command, screen))
                                .orElseGet(listed),
                        listed));
    }
}
