package io.kairoute.gateway.grpc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code content-type}. */
public final class ContentTypes {
    private static final String GRPC = "application/grpc";

    private ContentTypes() {}

    /** True for plain gRPC carrying protobuf: {@code application/grpc} and {@code application/grpc+proto}. */
    public static boolean isGrpc(final @Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        if (contentType.equals(GRPC)) {
            return true;
        }
        final String media = media(contentType);
        return media.equals(GRPC) || media.equals("application/grpc+proto");
    }

    /** True for JSON in UTF-8, whether or not the charset is named. */
    public static boolean isJson(final @Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        final String media = media(contentType);
        final String rest = contentType.substring(contentType.indexOf(';') + 1).toLowerCase(Locale.ROOT);
        final boolean isUtf8 = !rest.contains("charset") || rest.contains("utf-8") || rest.contains("utf8");
        return isUtf8 && (media.equals("application/json") || media.endsWith("+json"));
    }

    /** The media type in lower case, without parameters. */
    public static String media(final String contentType) {
        final int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
