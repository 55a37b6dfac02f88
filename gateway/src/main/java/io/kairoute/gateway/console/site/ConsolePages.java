package io.kairoute.gateway.console.site;

import io.kairoute.gateway.api.Pages;
import io.kairoute.gateway.wire.CallRefusals;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers the addresses of the console's document and files. Thread-confined: owned by the admin event loop. */
public final class ConsolePages {
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    /** A browser keeps the document too, but asks each time whether it is the newest. */
    private static final String ASK_FIRST = "no-cache";

    private static final int NOT_MODIFIED = 304;

    private final ConsoleSite site;

    ConsolePages(final ConsoleSite site) {
        this.site = site;
    }

    /** Reads the console's files. */
    public static ConsolePages read() {
        return new ConsolePages(ConsoleSite.of(ConsoleFiles.read()));
    }

    /** Answers a request; false where nothing of the console is at its path. */
    public boolean answers(final HttpServerRequest request) {
        final String path = String.valueOf(request.path());
        final boolean isPage = PagePaths.isPage(path);
        final Asset asset = isPage ? site.index() : site.find(path);
        if (asset == null) {
            return false;
        }
        if (HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method())) {
            answer(request, asset, isPage ? ASK_FIRST : FOR_EVER);
        } else {
            Pages.refuse(request, CallRefusals.GET_ONLY, "GET, HEAD");
        }
        return true;
    }

    private void answer(final HttpServerRequest request, final Asset asset, final String kept) {
        final byte[] packed = takesGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING)) ? asset.packed() : null;
        final String tag = '"' + asset.tag() + (packed == null ? "" : "-gz") + '"';
        final HttpServerResponse response = request.response();
        ContentPolicy.put(response.headers(), site.policy());
        response.putHeader(HttpHeaders.CACHE_CONTROL, kept)
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (isKnown(request.getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            response.setStatusCode(NOT_MODIFIED).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, asset.type());
        if (packed != null) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        final Buffer body = Buffer.buffer(packed == null ? asset.plain() : packed);
        if (HttpMethod.HEAD.equals(request.method())) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                    .end();
        } else {
            response.end(body);
        }
    }

    /** Whether a browser has the content of a tag. */
    private static boolean isKnown(final @Nullable String tags, final String tag) {
        if (tags == null) {
            return false;
        }
        for (final String one : tags.split(",", -1)) {
            final String bare = one.strip();
            if (bare.equals("*") || bare.equals(tag) || bare.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a browser unpacks gzip: it names it, and not with a weight of zero. */
    static boolean takesGzip(final @Nullable String encodings) {
        if (encodings == null) {
            return false;
        }
        for (final String one : encodings.toLowerCase(Locale.ROOT).split(",", -1)) {
            final String bare = one.replaceAll("\\s", "");
            if (bare.equals("gzip") || (bare.startsWith("gzip;") && !bare.matches("gzip;q=0(\\.0*)?"))) {
                return true;
            }
        }
        return false;
    }
}
