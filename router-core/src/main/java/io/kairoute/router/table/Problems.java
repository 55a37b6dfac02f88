package io.kairoute.router.table;

import io.kairoute.router.Limits;
import io.kairoute.router.table.Problem.Position;
import io.kairoute.router.table.Problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is wrong with one table. Thread-confined.
 *
 * <p>Of each severity {@link Limits#PROBLEMS} are kept and the rest is counted, so that a hostile document cannot make a
 * report larger than itself.
 */
public final class Problems {
    private static final Comparator<@Nullable Position> BY_PLACE =
            Comparator.nullsLast(Comparator.comparingInt(Position::line).thenComparingInt(Position::column));

    private final PlacesInText positions;
    private final @Nullable Problems earlier;
    private final boolean isAccepted;
    private final List<Problem> kept = new ArrayList<>();
    private final Set<String> errorPlaces = new HashSet<>();
    private final Set<String> placesAroundErrors = new HashSet<>();
    private int errorCount;
    private int warningCount;

    /** Gathers problems of a document as it is read. */
    public Problems(final PlacesInText positions) {
        this(positions, null);
    }

    /**
     * Gathers problems of a later step: what an earlier step already called wrong, or what surrounds or lies inside it,
     * is not reported again, since it would only repeat the first mistake in other words.
     */
    public Problems(final PlacesInText positions, final @Nullable Problems earlier) {
        this(positions, earlier, false);
    }

    /**
     * Gathers problems of a later step.
     *
     * @param isAccepted whether the table was published before, perhaps by a version that accepted more
     */
    public Problems(final PlacesInText positions, final @Nullable Problems earlier, final boolean isAccepted) {
        this.positions = positions;
        this.earlier = earlier;
        this.isAccepted = isAccepted;
    }

    /** Adds an error where the place stands. */
    public void error(final String code, final TablePath path, final String reason, final String remedy) {
        error(code, path, reason, () -> remedy);
    }

    /** Adds an error where the place stands, with a remedy that takes some thought. */
    public void error(final String code, final TablePath path, final String reason, final Supplier<String> remedy) {
        if ((earlier == null || !earlier.hasErrorAround(path)) && isCountedIn()) {
            keep(code, path, positions.of(path), reason, remedy.get());
        }
    }

    /** Adds an error at a position of its own. */
    public void error(
            final String code,
            final TablePath path,
            final @Nullable Position position,
            final String reason,
            final String remedy) {
        error(code, path, position, reason, () -> remedy);
    }

    /** Adds an error whose remedy takes some thought, which is spared once further errors are only counted. */
    public void error(
            final String code,
            final TablePath path,
            final @Nullable Position position,
            final String reason,
            final Supplier<String> remedy) {
        if (isCountedIn()) {
            keep(code, path, position, reason, remedy.get());
        }
    }

    /** Adds what an earlier version accepted: an error, but a warning in a table that was published before. */
    public void stricter(final String code, final TablePath path, final String reason, final String remedy) {
        if (isAccepted) {
            warning(code, path, reason, remedy);
        } else {
            error(code, path, reason, remedy);
        }
    }

    /** Adds a warning where the place stands. */
    public void warning(final String code, final TablePath path, final String reason, final String remedy) {
        if (warningCount++ < Limits.PROBLEMS) {
            kept.add(new Problem(Severity.WARNING, code, path.toString(), reason, remedy, positions.of(path)));
        }
    }

    /** Adds a warning at a position of its own. */
    public void warning(
            final String code,
            final TablePath path,
            final Position position,
            final String reason,
            final String remedy) {
        if (warningCount++ < Limits.PROBLEMS) {
            kept.add(new Problem(Severity.WARNING, code, path.toString(), reason, remedy, position));
        }
    }

    /** Whether an error was added. */
    public boolean hasErrors() {
        return errorCount > 0;
    }

    /** Everything that was gathered, in document order, after what an earlier step had found at the same place. */
    public List<Problem> sorted() {
        final List<Problem> all = new ArrayList<>(earlier == null ? List.of() : earlier.kept);
        all.addAll(kept);
        all.sort(Comparator.comparing(Problem::position, BY_PLACE));
        addUncounted(all, Severity.ERROR, errorCount + (earlier == null ? 0 : earlier.errorCount));
        addUncounted(all, Severity.WARNING, warningCount + (earlier == null ? 0 : earlier.warningCount));
        return List.copyOf(all);
    }

    private boolean isCountedIn() {
        return errorCount++ < Limits.PROBLEMS;
    }

    private void keep(
            final String code,
            final TablePath path,
            final @Nullable Position position,
            final String reason,
            final String remedy) {
        kept.add(new Problem(Severity.ERROR, code, path.toString(), reason, remedy, position));
        errorPlaces.add(path.toString());
        for (TablePath place = path.parent(); place != null; place = place.parent()) {
            placesAroundErrors.add(place.toString());
        }
    }

    private boolean hasErrorAround(final TablePath path) {
        if (placesAroundErrors.contains(path.toString())) {
            return true;
        }
        for (TablePath place = path; place != null; place = place.parent()) {
            if (errorPlaces.contains(place.toString())) {
                return true;
            }
        }
        return false;
    }

    private static void addUncounted(final List<Problem> all, final Severity severity, final int count) {
        final long shown = all.stream().filter(p -> p.severity() == severity).count();
        if (count > shown) {
            all.add(new Problem(
                    severity,
                    "TOO_MANY_PROBLEMS",
                    TablePath.ROOT.toString(),
                    (count - shown) + " more of the same severity are not listed.",
                    "Solve the ones above first.",
                    null));
        }
    }
}
