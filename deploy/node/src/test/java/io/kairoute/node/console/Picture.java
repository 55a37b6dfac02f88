package io.kairoute.node.console;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A picture of a page, written with the few colours that it needs: a third of what the browser gives. */
final class Picture {
    private static final int MOST_COLOURS = 256;
    /** Squared, over the three parts of a colour. */
    private static final int LEAST_DISTANCE = 24;

    private static final int NOT_KNOWN = -1;

    private Picture() {}

    /** The same picture as a PNG with a palette: the commonest colours as they are, the others as the next of these. */
    static byte[] reduced(final byte[] png) throws IOException {
        final BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        final int width = image.getWidth();
        final int height = image.getHeight();
        final int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        final Map<Integer, Integer> counts = new HashMap<>();
        for (final int pixel : pixels) {
            counts.merge(pixel, 1, Integer::sum);
        }
        final int[] palette = palette(counts);
        final BufferedImage reduced = new BufferedImage(
                width,
                height,
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, palette.length, palette, 0, false, NOT_KNOWN, 0));
        final byte[] indexes = ((DataBufferByte) reduced.getRaster().getDataBuffer()).getData();
        final Map<Integer, Byte> places = new HashMap<>();
        for (int i = 0; i < pixels.length; i++) {
            indexes[i] = places.computeIfAbsent(pixels[i], colour -> (byte) nearest(palette, palette.length, colour));
        }
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(reduced, "png", out);
        return out.toByteArray();
    }

    /** The commonest colours first; one that hardly differs from those before it is left out, so that rare marks keep theirs. */
    private static int[] palette(final Map<Integer, Integer> counts) {
        final int[] palette = new int[MOST_COLOURS];
        int count = 0;
        final List<Integer> byCount = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        for (final int colour : byCount) {
            if (count < MOST_COLOURS
                    && (count == 0 || distance(palette[nearest(palette, count, colour)], colour) > LEAST_DISTANCE)) {
                palette[count++] = colour;
            }
        }
        return Arrays.copyOf(palette, count);
    }

    private static int nearest(final int[] palette, final int count, final int colour) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (distance(palette[i], colour) < distance(palette[best], colour)) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(final int one, final int other) {
        final int red = ((one >> 16) & 0xFF) - ((other >> 16) & 0xFF);
        final int green = ((one >> 8) & 0xFF) - ((other >> 8) & 0xFF);
        final int blue = (one & 0xFF) - (other & 0xFF);
        return red * red + green * green + blue * blue;
    }
}
