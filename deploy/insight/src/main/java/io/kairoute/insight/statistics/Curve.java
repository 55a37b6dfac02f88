package io.kairoute.insight.statistics;

import io.kairoute.insight.statistics.Relief.At;
import io.kairoute.insight.statistics.Relief.Contacts;
import java.util.ArrayList;
import java.util.List;

/** The share of contacts that still wait, by time (Kaplan and Meier): a stair that goes down wherever somebody is relieved. Immutable. */
final class Curve {
    /**
     * A step. Immutable.
     *
     * @param time when
     * @param relieved how many were relieved
     * @param waiting how many were waiting until then
     * @param after the share that waits from then on
     */
    private record Step(double time, long relieved, long waiting, double after) {
        boolean isLast() {
            return relieved == waiting;
        }
    }

    private final List<Step> steps;
    private final boolean isKnown;

    private Curve(final List<Step> steps, final boolean isKnown) {
        this.steps = List.copyOf(steps);
        this.isKnown = isKnown;
    }

    /** The curve of contacts up to the end of a window. */
    static Curve of(final Contacts contacts, final double window) {
        final List<Step> steps = new ArrayList<>();
        final List<At> open = contacts.open();
        long waiting = contacts.count();
        double share = 1;
        int known = 0;
        int i = 0;
        final List<At> relieved = contacts.relieved();
        while (i < relieved.size() && relieved.get(i).time() <= window) {
            final double time = relieved.get(i).time();
            long count = 0;
            for (; i < relieved.size() && relieved.get(i).time() == time; i++) {
                count += relieved.get(i).count();
            }
            // Whoever is open from this time on was waiting until then.
            for (; known < open.size() && open.get(known).time() < time; known++) {
                waiting -= open.get(known).count();
            }
            share = count == waiting ? 0 : share * (waiting - count) / waiting;
            steps.add(new Step(time, count, waiting, share));
            waiting -= count;
        }
        for (; known < open.size() && open.get(known).time() < window; known++) {
            waiting -= open.get(known).count();
        }
        return new Curve(steps, waiting > 0 || share == 0);
    }

    /** Whether somebody was waiting, or nobody was left to wait, until the end of the window. */
    boolean isKnown() {
        return isKnown;
    }

    /** The share that waits at the end. */
    double waitingAtEnd() {
        return steps.isEmpty() ? 1 : steps.get(steps.size() - 1).after();
    }

    /** The area under the curve up to the end of a window, which is the mean time until relief. */
    double area(final double window) {
        final double first = steps.isEmpty() ? window : steps.get(0).time();
        double area = first;
        for (int i = 0; i < steps.size(); i++) {
            area += areaOf(i, window);
        }
        return area;
    }

    /** The variance of the area (Greenwood): each step moves all that comes after it. */
    double varianceOfArea(final double window) {
        double variance = 0;
        double rest = 0;
        for (int i = steps.size() - 1; i >= 0; i--) {
            final Step step = steps.get(i);
            rest += areaOf(i, window);
            if (!step.isLast()) {
                variance += rest * rest * step.relieved() / step.waiting() / (step.waiting() - step.relieved());
            }
        }
        return variance;
    }

    private double areaOf(final int i, final double window) {
        final double end = i + 1 < steps.size() ? steps.get(i + 1).time() : window;
        return steps.get(i).after() * (end - steps.get(i).time());
    }

    /** The first time from which on no more than a share waits. */
    Answer<Double> reached(final double share) {
        return steps.stream()
                .filter(step -> step.after() <= share)
                .findFirst()
                .map(step -> Answer.of(step.time()))
                .orElseGet(() -> Answer.none(NoAnswer.TOO_FEW_RELIEVED));
    }
}
