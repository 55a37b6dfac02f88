package io.kairoute.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Draws the page's pictures, as text to stand in the page itself. Colours are the page's: its style names them. */
final class Svg {
    private static final int WIDTH = 760;
    private static final int BAR_HEIGHT = 24;
    private static final int LABEL_WIDTH = 260;
    private static final int VALUE_WIDTH = 140;
    private static final int AXIS_HEIGHT = 24;
    private static final int PLOT_HEIGHT = 280;
    private static final int LEFT = 80;
    private static final int RIGHT = 40;
    private static final int BOTTOM = 44;
    private static final int TOP = 16;
    private static final int LEGEND_LINE = 18;
    private static final double NINES = 5;

    private Svg() {}

    /**
     * A bar with what it may be off by.
     *
     * @param label what it is
     * @param value how long it is
     * @param least the least that was measured
     * @param most the most
     * @param style which of the page's series it belongs to, from 0
     */
    record Bar(String label, double value, double least, double most, int style) {}

    /** Bars from one on a logarithmic axis, longer is slower than Kairoute; those left of one are faster. */
    static String ratios(final String title, final List<Bar> bars) {
        final double low = Math.min(
                -1,
                Math.floor(
                        Math.log10(bars.stream().mapToDouble(Bar::least).min().orElse(1))));
        final double high = Math.max(
                1,
                Math.ceil(Math.log10(bars.stream().mapToDouble(Bar::most).max().orElse(1))));
        final double scale = (WIDTH - LABEL_WIDTH - VALUE_WIDTH) / (high - low);
        final DoubleUnaryOperator x = value -> LABEL_WIDTH + (Math.log10(value) - low) * scale;
        final int height = bars.size() * BAR_HEIGHT;
        final StringBuilder svg = open(title, height + AXIS_HEIGHT);
        for (double decade = low; decade <= high; decade++) {
            final double at = x.applyAsDouble(Math.pow(10, decade));
            line(svg, decade == 0 ? "one" : "grid", at, 0, at, height);
            text(svg, "", at, height + 16, "middle", plain(Math.pow(10, decade)) + "x");
        }
        for (int row = 0; row < bars.size(); row++) {
            final Bar bar = bars.get(row);
            final int y = row * BAR_HEIGHT;
            text(svg, "", LABEL_WIDTH - 8, y + 16, "end", bar.label());
            final double from = Math.min(x.applyAsDouble(1), x.applyAsDouble(bar.value()));
            final double to = Math.max(x.applyAsDouble(1), x.applyAsDouble(bar.value()));
            rect(svg, "s" + bar.style(), from, y + 4, Math.max(1, to - from), BAR_HEIGHT - 8);
            line(svg, "error", x.applyAsDouble(bar.least()), y + 12, x.applyAsDouble(bar.most()), y + 12);
            text(
                    svg,
                    "value",
                    Math.max(to, x.applyAsDouble(bar.most())) + 6,
                    y + 16,
                    "start",
                    short3(bar.value()) + " times");
        }
        return svg.append("</svg>").toString();
    }

    /**
     * A stair of bars, each beginning where the one before ended. One that is shorter than its own error is drawn as such: nobody can
     * say that it adds anything.
     */
    static String ladder(final String title, final List<Bar> steps, final String unit) {
        final double most =
                steps.stream().mapToDouble(step -> Math.max(0, step.value())).sum();
        final double scale = (WIDTH - LABEL_WIDTH - VALUE_WIDTH) / Math.max(1e-9, most);
        final StringBuilder svg = open(title, steps.size() * BAR_HEIGHT + 4);
        double begin = 0;
        for (int row = 0; row < steps.size(); row++) {
            final Bar step = steps.get(row);
            final int y = row * BAR_HEIGHT;
            final double shown = Math.max(0, step.value());
            final boolean isLost = isWithinItsError(step);
            text(svg, "", LABEL_WIDTH - 8, y + 16, "end", step.label());
            rect(
                    svg,
                    isLost ? "lost" : "s0",
                    LABEL_WIDTH + begin * scale,
                    y + 4,
                    Math.max(1, shown * scale),
                    BAR_HEIGHT - 8);
            text(
                    svg,
                    isLost ? "" : "value",
                    LABEL_WIDTH + (begin + shown) * scale + 6,
                    y + 16,
                    "start",
                    isLost ? "within its error" : String.format(Locale.ROOT, "%,.0f %s", step.value(), unit));
            begin += shown;
        }
        return svg.append("</svg>").toString();
    }

    /** Whether a step could as well be nothing. */
    static boolean isWithinItsError(final Bar step) {
        return step.least() <= 0 || step.value() <= 0;
    }

    /**
     * Points over sizes, both axes from nothing: how a cost grows. Sizes stand at equal distances, each with its name.
     *
     * @param series name to points, each with its size's name
     */
    static String growth(final String title, final Map<String, Map<String, Double>> series, final String unit) {
        final List<String> sizes = new ArrayList<>();
        series.values().forEach(points -> points.keySet().stream()
                .filter(size -> !sizes.contains(size))
                .forEach(sizes::add));
        final double most = series.values().stream()
                .flatMap(points -> points.values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        final double step = roundStep(most / 4);
        final double top = step * Math.ceil(most / step);
        final StringBuilder svg = open(title, TOP + PLOT_HEIGHT + BOTTOM);
        final DoubleUnaryOperator y = value -> TOP + PLOT_HEIGHT - value / top * PLOT_HEIGHT;
        for (double mark = 0; mark <= top + step / 2; mark += step) {
            line(svg, "grid", LEFT, y.applyAsDouble(mark), WIDTH - RIGHT, y.applyAsDouble(mark));
            text(svg, "", LEFT - 6, y.applyAsDouble(mark) + 4, "end", short3(mark));
        }
        text(svg, "", LEFT - 6, TOP - 4, "end", unit);
        final double gap = (double) (WIDTH - LEFT - RIGHT) / Math.max(1, sizes.size());
        for (int i = 0; i < sizes.size(); i++) {
            text(svg, "", LEFT + gap * (i + 0.5), TOP + PLOT_HEIGHT + 18, "middle", sizes.get(i));
        }
        int style = 0;
        for (final Map.Entry<String, Map<String, Double>> one : series.entrySet()) {
            final List<double[]> points = new ArrayList<>();
            one.getValue()
                    .forEach((size, value) -> points.add(
                            new double[] {LEFT + gap * (sizes.indexOf(size) + 0.5), y.applyAsDouble(value)}));
            curve(svg, points, style, true);
            legend(svg, style, one.getKey());
            style++;
        }
        return svg.append("</svg>").toString();
    }

    /** Latency over percentile, both logarithmic: percentiles by how many contacts in ten, hundred, thousand are slower. */
    static String percentiles(final String title, final Map<String, List<double[]>> curves) {
        double least = Double.MAX_VALUE;
        double most = 1;
        for (final List<double[]> points : curves.values()) {
            for (final double[] point : points) {
                least = Math.min(least, Math.max(1, point[1]));
                most = Math.max(most, point[1]);
            }
        }
        final double low = Math.floor(Math.log10(Math.min(least, most)));
        final double high = Math.max(low + 1, Math.ceil(Math.log10(most)));
        final StringBuilder svg = open(title, TOP + PLOT_HEIGHT + BOTTOM);
        percentileGrid(svg, low, high);
        int style = 0;
        for (final Map.Entry<String, List<double[]>> one : curves.entrySet()) {
            final List<double[]> points = one.getValue().stream()
                    .map(point ->
                            new double[] {percentileX(point[0]), logY(Math.log10(Math.max(1, point[1])), low, high)})
                    .toList();
            curve(svg, points, style, false);
            legend(svg, style, one.getKey());
            style++;
        }
        return svg.append("</svg>").toString();
    }

    private static void percentileGrid(final StringBuilder svg, final double low, final double high) {
        final String[] marks = {"half", "90 %", "99 %", "99.9 %", "99.99 %", "99.999 %"};
        final double[] shares = {0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999};
        for (int i = 0; i < marks.length; i++) {
            line(svg, "grid", percentileX(shares[i]), TOP, percentileX(shares[i]), TOP + PLOT_HEIGHT);
            text(svg, "", percentileX(shares[i]), TOP + PLOT_HEIGHT + 18, "middle", marks[i]);
        }
        text(svg, "", LEFT, TOP + PLOT_HEIGHT + 36, "start", "of the calls were answered within");
        for (double decade = low; decade <= high; decade++) {
            final double y = logY(decade, low, high);
            line(svg, "grid", LEFT, y, WIDTH - RIGHT, y);
            text(svg, "", LEFT - 6, y + 4, "end", microseconds(Math.pow(10, decade)));
        }
    }

    private static String microseconds(final double us) {
        return us >= 1_000_000
                ? plain(us / 1_000_000) + " s"
                : us >= 1_000 ? plain(us / 1_000) + " ms" : plain(us) + " us";
    }

    private static double percentileX(final double share) {
        final double nines = Math.min(NINES, -Math.log10(Math.max(1e-9, 1 - share)));
        return LEFT + nines / NINES * (WIDTH - LEFT - RIGHT);
    }

    private static double logY(final double decade, final double low, final double high) {
        return TOP + PLOT_HEIGHT - (decade - low) / (high - low) * PLOT_HEIGHT;
    }

    // 1, 2 or 5 with noughts, at least as much.
    private static double roundStep(final double atLeast) {
        final double decade = Math.pow(10, Math.floor(Math.log10(Math.max(1e-9, atLeast))));
        for (final double factor : new double[] {1, 2, 5}) {
            if (decade * factor >= atLeast) {
                return decade * factor;
            }
        }
        return decade * 10;
    }

    private static void curve(
            final StringBuilder svg, final List<double[]> points, final int style, final boolean hasDots) {
        final StringBuilder path = new StringBuilder();
        for (final double[] point : points) {
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.length() == 0 ? "M" : "L", point[0], point[1]));
        }
        svg.append("<path d='%s' class='curve c%d'/>".formatted(path, style));
        if (hasDots) {
            points.forEach(point -> svg.append(String.format(
                    Locale.ROOT, "<circle cx='%.1f' cy='%.1f' r='4' class='s%d'/>", point[0], point[1], style)));
        }
    }

    private static void legend(final StringBuilder svg, final int style, final String words) {
        rect(svg, "s" + style, LEFT + 12, TOP + 8 + style * LEGEND_LINE, 12, 12);
        text(svg, "", LEFT + 30, TOP + 18 + style * LEGEND_LINE, "start", words);
    }

    private static String plain(final double value) {
        return String.format(Locale.ROOT, value >= 1 ? "%,.0f" : "%.2g", value);
    }

    /** Three digits at most. */
    static String short3(final double value) {
        return String.format(Locale.ROOT, value >= 100 || value == 0 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static StringBuilder open(final String title, final int height) {
        return new StringBuilder("<svg viewBox='0 0 %d %d' width='%d' role='img' aria-label='%s'>"
                .formatted(WIDTH, height, WIDTH, HtmlPage.escaped(title)));
    }

    private static void rect(
            final StringBuilder svg,
            final String style,
            final double x,
            final double y,
            final double width,
            final double height) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' rx='2' class='%s'/>",
                x,
                y,
                width,
                height,
                style));
    }

    private static void line(
            final StringBuilder svg,
            final String style,
            final double x1,
            final double y1,
            final double x2,
            final double y2) {
        svg.append(String.format(
                Locale.ROOT, "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' class='%s'/>", x1, y1, x2, y2, style));
    }

    private static void text(
            final StringBuilder svg,
            final String style,
            final double x,
            final double y,
            final String anchor,
            final String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x='%.1f' y='%.1f' text-anchor='%s' class='%s'>%s</text>",
                x,
                y,
                anchor,
                style,
                HtmlPage.escaped(words)));
    }
}
