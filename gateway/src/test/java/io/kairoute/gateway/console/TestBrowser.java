package io.kairoute.gateway.console;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks an admin listener as a page of the console does in a browser, and keeps its cookies. */
public final class TestBrowser {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private final String origin;
    private final Map<String, String> cookies = new TreeMap<>();

    /** Opens a browser on this machine. */
    public TestBrowser(final int port) {
        origin = "http://127.0.0.1:" + port;
    }

    /** The console's origin. */
    public String origin() {
        return origin;
    }

    /** The cookies that it has. */
    public Map<String, String> cookies() {
        return cookies;
    }

    /** Has a page ask. */
    public HttpResponse<String> get(final String path) throws Exception {
        return send("GET", path, null, Map.of("sec-fetch-site", "same-origin", "sec-fetch-mode", "cors"));
    }

    /** Follows a link. */
    public HttpResponse<String> open(final String path, final String site) throws Exception {
        return send(
                "GET",
                path,
                null,
                Map.of("sec-fetch-site", site, "sec-fetch-mode", "navigate", "sec-fetch-dest", "document"));
    }

    /** Has a page of the console change something. */
    public HttpResponse<String> write(final String method, final String path, final String json) throws Exception {
        return send(method, path, json, own());
    }

    /** The headers of a change that a page of the console makes. */
    public Map<String, String> own() {
        final Map<String, String> headers = new LinkedHashMap<>();
        headers.put("origin", origin);
        headers.put("sec-fetch-site", "same-origin");
        headers.put("sec-fetch-mode", "cors");
        headers.put("x-kairoute-console", "1");
        headers.put("content-type", "application/json");
        return headers;
    }

    /** Sends whatever it is told, with the cookies. */
    public HttpResponse<String> send(
            final String method, final String path, final @Nullable String body, final Map<String, String> headers)
            throws Exception {
        final HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (!cookies.isEmpty()) {
            request.header(
                    "cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        final HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        answer.headers().allValues("set-cookie").forEach(this::keep);
        return answer;
    }

    private void keep(final String set) {
        final String pair = set.split(";", 2)[0];
        final int equals = pair.indexOf('=');
        if (set.contains("Max-Age=0")) {
            cookies.remove(pair.substring(0, equals));
        } else {
            cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
    }
}
