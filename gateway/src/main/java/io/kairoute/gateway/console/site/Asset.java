package io.kairoute.gateway.console.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file as it is answered. Immutable; nobody changes its bytes.
 *
 * @param type its content type
 * @param plain its bytes
 * @param packed its bytes by gzip; null where that saves nothing
 * @param tag names this content and no other
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared as a whole
record Asset(String type, byte[] plain, byte @Nullable [] packed, String tag) {
    /** Everything that may be served; another kind of file is a mistake. */
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png");

    /** Makes the asset of a file. */
    static Asset of(final String name, final byte[] bytes) {
        final String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalStateException("file=" + name + " is of no kind that is served: " + TYPES.keySet());
        }
        final byte[] gzip = gzip(bytes);
        return new Asset(type, bytes, gzip.length < bytes.length ? gzip : null, hash(bytes));
    }

    private static String hash(final byte[] bytes) {
        final MessageDigest sha256 = Sha256.digest();
        return HexFormat.of().formatHex(sha256.digest(bytes)).substring(0, 32);
    }

    private static byte[] gzip(final byte[] bytes) {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new Best(packed)) {
            out.write(bytes);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** Packs once at the start, so the slowest level costs nobody anything. */
    private static final class Best extends GZIPOutputStream {
        Best(final ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
