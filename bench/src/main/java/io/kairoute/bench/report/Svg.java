package io.kairoute.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws the page's two kinds of picture, as text to stand in the page itself. */
final class Svg {
    private static final int WIDTH = 760;
    private static final int BAR_HEIGHT = 22;
    private static final int LABEL_WIDTH = 210;
    private static final int VALUE_WIDTH = 130;
    private static final int PLOT_HEIGHT = 320;
    private static final int LEFT = 70;
    private static final int BOTTOM = 40;
    private static final int TOP = 16;
    private static final double NINES = 5;
    private static final List<String> COLOURS = List.of("#2563a8", "#c2571a", "#3f8f4f", "#7a4fa3", "#8a6d1b");

    private Svg() {}

    /** Bars, one under the other; a bar begins where the one before ended when {@code isLadder}. */
    static String bars(final Map<String, Double> values, final String unit, final boolean isLadder) {
        final double most = isLadder
                ? values.values().stream()
                        .mapToDouble(value -> Math.max(0, value))
                        .sum()
                : values.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(1);
        final double scale = (WIDTH - LABEL_WIDTH - VALUE_WIDTH) / Math.max(1e-9, most);
        final StringBuilder svg = open(values.size() * BAR_HEIGHT + 4);
        double begin = 0;
        int row = 0;
        for (final Map.Entry<String, Double> value : values.entrySet()) {
            final double shown = Math.max(0, value.getValue());
            final int y = row++ * BAR_HEIGHT;
            text(svg, LABEL_WIDTH - 8, y + 15, "end", value.getKey());
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x='%.1f' y='%d' width='%.1f' height='%d' fill='%s'/>",
                    LABEL_WIDTH + begin * scale,
                    y + 3,
                    Math.max(1, shown * scale),
                    BAR_HEIGHT - 6,
                    COLOURS.get(0)));
            text(
                    svg,
                    LABEL_WIDTH + (begin + shown) * scale + 6,
                    y + 15,
                    "start",
                    String.format(Locale.ROOT, "%,.1f %s", value.getValue(), unit));
            begin += isLadder ? shown : 0;
        }
        return svg.append("</svg>").toString();
    }

    /** Latency over percentile, both logarithmic: percentiles by how many contacts in ten, hundred, thousand are slower. */
    static String percentiles(final Map<String, List<double[]>> curves) {
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
        final StringBuilder svg = open(PLOT_HEIGHT + TOP + BOTTOM);
        grid(svg, low, high);
        int index = 0;
        for (final Map.Entry<String, List<double[]>> curve : curves.entrySet()) {
            final String colour = COLOURS.get(index % COLOURS.size());
            final StringBuilder path = new StringBuilder();
            for (final double[] point : curve.getValue()) {
                path.append(String.format(
                        Locale.ROOT,
                        "%s%.1f %.1f",
                        path.length() == 0 ? "M" : "L",
                        x(point[0]),
                        y(Math.log10(Math.max(1, point[1])), low, high)));
            }
            svg.append("<path d='%s' fill='none' stroke='%s' stroke-width='2'/>".formatted(path, colour));
            svg.append("<rect x='%d' y='%d' width='12' height='12' fill='%s'/>"
                    .formatted(LEFT + 12, TOP + 8 + index * 18, colour));
            text(svg, LEFT + 30, TOP + 18 + index * 18, "start", curve.getKey());
            index++;
        }
        return svg.append("</svg>").toString();
    }

    private static void grid(final StringBuilder svg, final double low, final double high) {
        final String[] marks = {"50 %", "90 %", "99 %", "99.9 %", "99.99 %", "99.999 %"};
        final double[] shares = {0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999};
        for (int i = 0; i < marks.length; i++) {
            line(svg, x(shares[i]), TOP, x(shares[i]), TOP + PLOT_HEIGHT);
            text(svg, x(shares[i]), TOP + PLOT_HEIGHT + 18, "middle", marks[i]);
        }
        for (double decade = low; decade <= high; decade++) {
            final double y = y(decade, low, high);
            line(svg, LEFT, y, WIDTH - 10, y);
            text(svg, LEFT - 6, y + 4, "end", String.format(Locale.ROOT, "%,.0f us", Math.pow(10, decade)));
        }
    }

    private static double x(final double share) {
        final double nines = Math.min(NINES, -Math.log10(Math.max(1e-9, 1 - share)));
        return LEFT + nines / NINES * (WIDTH - LEFT - 40);
    }

    private static double y(final double decade, final double low, final double high) {
        return TOP + PLOT_HEIGHT - (decade - low) / (high - low) * PLOT_HEIGHT;
    }

    private static StringBuilder open(final int height) {
        return new StringBuilder("<svg viewBox='0 0 %d %d' width='%d' role='img'>".formatted(WIDTH, height, WIDTH));
    }

    private static void line(
            final StringBuilder svg, final double x1, final double y1, final double x2, final double y2) {
        svg.append(String.format(
                Locale.ROOT, "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='#ddd'/>", x1, y1, x2, y2));
    }

    private static void text(
            final StringBuilder svg, final double x, final double y, final String anchor, final String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>",
                x,
                y,
                anchor,
                HtmlPage.escaped(words)));
    }
}
