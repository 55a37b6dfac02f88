package io.kairoute.gateway.document;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the first bytes of a file tell: a mark of its encoding, or that it is no text at all. */
final class FileKind {
    /** So many bytes are looked at. */
    static final int BYTES = 64;

    private static final String UNPACK = ", not a text file: unpack it first";
    private static final String SAVE_AS_CSV = ", not a text file: save it as CSV in UTF-8 first";
    private static final Map<String, String> NO_TEXTS = new LinkedHashMap<>();

    static {
        NO_TEXTS.put("1f8b", "packed by gzip" + UNPACK);
        NO_TEXTS.put("504b0304", "a workbook (.xlsx, .ods) or another zip" + SAVE_AS_CSV);
        NO_TEXTS.put("504b0506", "an empty zip" + UNPACK);
        NO_TEXTS.put("d0cf11e0a1b11ae1", "an old workbook (.xls)" + SAVE_AS_CSV);
        NO_TEXTS.put("28b52ffd", "packed by zstd" + UNPACK);
        NO_TEXTS.put("425a68", "packed by bzip2" + UNPACK);
        NO_TEXTS.put("fd377a585a00", "packed by xz" + UNPACK);
        NO_TEXTS.put("377abcaf271c", "packed by 7-Zip" + UNPACK);
        NO_TEXTS.put("25504446", "a PDF" + SAVE_AS_CSV);
        NO_TEXTS.put("50415231", "a Parquet file" + SAVE_AS_CSV);
        NO_TEXTS.put("53514c69746520666f726d6174", "an SQLite database" + SAVE_AS_CSV);
    }

    private FileKind() {}

    /**
     * A mark of an encoding.
     *
     * @param charset what it stands for
     * @param bytes how long it is
     */
    record Mark(Charset charset, int bytes) {}

    /** The mark of a file's encoding; null for none. */
    static @Nullable Mark mark(final byte[] start) {
        if (startsWith(start, "efbbbf")) {
            return new Mark(StandardCharsets.UTF_8, 3);
        }
        if (startsWith(start, "fffe0000")) {
            return new Mark(Charset.forName("UTF-32LE"), 4);
        }
        if (startsWith(start, "0000feff")) {
            return new Mark(Charset.forName("UTF-32BE"), 4);
        }
        if (startsWith(start, "fffe")) {
            return new Mark(StandardCharsets.UTF_16LE, 2);
        }
        return startsWith(start, "feff") ? new Mark(StandardCharsets.UTF_16BE, 2) : null;
    }

    /** Refuses what is no text in a charset. */
    static void check(final byte[] start, final Charset charset) throws DocumentFault {
        for (final Map.Entry<String, String> kind : NO_TEXTS.entrySet()) {
            if (startsWith(start, kind.getKey())) {
                throw new DocumentFault("the file is " + kind.getValue());
            }
        }
        if (!charset.name().startsWith("UTF-16") && !charset.name().startsWith("UTF-32")) {
            checkZeros(start);
        }
    }

    // Latin text in UTF-16 has a zero in every other byte, and no other text has any.
    private static void checkZeros(final byte[] start) throws DocumentFault {
        for (int i = 0; i < start.length; i++) {
            if (start[i] == 0) {
                throw new DocumentFault(
                        "the file looks like " + (i % 2 == 1 ? "UTF-16LE" : "UTF-16BE")
                                + " without a mark: save it in UTF-8, or name its charset under csv in the mapping of an import");
            }
        }
    }

    private static boolean startsWith(final byte[] start, final String hex) {
        final byte[] wanted = HexFormat.of().parseHex(hex);
        return start.length >= wanted.length && Arrays.equals(wanted, 0, wanted.length, start, 0, wanted.length);
    }
}
