package io.kairoute.gateway.wire;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code content-type}. */
public final class ContentTypes {
    private static final String GRPC = "application/grpc";
    private static final String GRPC_WEB = "application/grpc-web";

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

    /** True for gRPC-Web, bytes or text. */
    public static boolean isGrpcWeb(final @Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        final String media = media(contentType);
        return media.equals(GRPC_WEB) || media.equals(GRPC_WEB + "+proto") || isGrpcWebText(media);
    }

    /** True for gRPC-Web's text form. */
    public static boolean isGrpcWebText(final String contentType) {
        final String media = media(contentType);
        return media.equals(GRPC_WEB + "-text") || media.equals(GRPC_WEB + "-text+proto");
    }

    /** True for HTML forms, as some platforms post them. */
    public static boolean isForm(final @Nullable String contentType) {
        return contentType != null
                && isUtf8(contentType)
                && media(contentType).equals("application/x-www-form-urlencoded");
    }

    /** True for JSON in UTF-8, whether or not the charset is named. */
    public static boolean isJson(final @Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        final String media = media(contentType);
        return isUtf8(contentType) && (media.equals("application/json") || media.endsWith("+json"));
    }

    /** True for lines of JSON in UTF-8, whether or not the charset is named. */
    public static boolean isJsonLines(final @Nullable String contentType) {
        return contentType != null && isUtf8(contentType) && media(contentType).equals("application/x-ndjson");
    }

    private static boolean isUtf8(final String contentType) {
        final String parameters =
                contentType.substring(contentType.indexOf(';') + 1).toLowerCase(Locale.ROOT);
        return !parameters.contains("charset") || parameters.contains("utf-8") || parameters.contains("utf8");
    }

    /** The media type in lower case, without parameters. */
    public static String media(final String contentType) {
        final int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
