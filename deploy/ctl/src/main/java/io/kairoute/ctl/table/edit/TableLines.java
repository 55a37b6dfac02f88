package io.kairoute.ctl.table.edit;

import io.kairoute.control.v1.DiffTablesResponse;
import io.kairoute.control.v1.PlannedPublish;
import io.kairoute.control.v1.TableChange;
import io.kairoute.control.v1.TableProblem;
import io.kairoute.control.v1.ValidateTableResponse;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.time.Times;
import java.util.List;
import java.util.function.Consumer;

/** Shows people what is different between tables, and what is wrong in one. */
public final class TableLines {
    private final Screen screen;
    private final Consumer<String> to;

    /** Lines that are the answer of a command. */
    public static TableLines answering(final Screen screen) {
        return new TableLines(screen, screen::say);
    }

    /** Lines that stand beside the answer: before a question or a refusal. */
    public static TableLines beside(final Screen screen) {
        return new TableLines(screen, screen::tell);
    }

    private TableLines(final Screen screen, final Consumer<String> to) {
        this.screen = screen;
        this.to = to;
    }

    /** Every change, then how many there are. */
    public void print(final DiffTablesResponse diff) {
        print(diff, Integer.MAX_VALUE);
    }

    /** The first changes, then how many there are. */
    public void print(final DiffTablesResponse diff, final int most) {
        diff.getChangesList().stream().limit(most).forEach(change -> to.accept(line(change)));
        final int left = diff.getChangeCount() - Math.min(most, diff.getChangesCount());
        if (left > 0) {
            to.accept(screen.faint("  ... and " + left + " more"));
        }
        to.accept(screen.bold(diff.getSummary()));
    }

    /** Every problem, with its place in the file, then how many there are. */
    public void print(final String file, final ValidateTableResponse found) {
        for (final TableProblem problem : found.getProblemsList()) {
            final boolean isError = problem.getSeverity().equals("ERROR");
            final String place =
                    problem.getLine() == 0 ? file : file + ":" + problem.getLine() + ":" + problem.getColumn();
            final String line = place + ": " + (isError ? "error" : "warning") + ": " + problem.getPath() + ": "
                    + problem.getReason() + (problem.getRemedy().isEmpty() ? "" : " " + problem.getRemedy());
            to.accept(isError ? screen.bad(line) : screen.doubtful(line));
        }
        final int left = found.getErrors() + found.getWarnings() - found.getProblemsCount();
        if (left > 0) {
            to.accept(screen.faint("  ... and " + left + " more"));
        }
        to.accept(screen.bold(
                file + ": " + count(found.getErrors(), "error") + ", " + count(found.getWarnings(), "warning") + "."));
    }

    /** That somebody's planned publish ended with what was done. */
    public void printEnded(final PlannedPublish plan) {
        to.accept(screen.doubtful("This ended the publish that " + plan.getPlannedBy() + " planned for "
                + Times.text(plan.getPublishTime()) + " (" + plan.getReason()
                + "). Plan it again if it is still wanted: kairoute table draft schedule."));
    }

    /** A few names in a row. */
    static String some(final List<String> names, final int most) {
        final String shown = String.join(", ", names.subList(0, Math.min(most, names.size())));
        return names.size() <= most ? shown : shown + " and " + (names.size() - most) + " more";
    }

    private String line(final TableChange change) {
        final String what = change.getPart() + (change.getId().isEmpty() ? "" : " " + change.getId());
        return switch (change.getKind()) {
            case "ADDED" -> screen.good("+ " + what);
            case "REMOVED" -> screen.bad("- " + what);
            case "MOVED" -> "  " + what + " moves from place " + change.getBefore() + " to " + change.getAfter();
            default ->
                "~ " + what + ": " + change.getField() + ": " + value(change.getBefore()) + " becomes "
                        + value(change.getAfter());
        };
    }

    private static String value(final String value) {
        return value.isEmpty() ? "nothing" : value;
    }

    private static String count(final int count, final String of) {
        return count + " " + of + (count == 1 ? "" : "s");
    }
}
