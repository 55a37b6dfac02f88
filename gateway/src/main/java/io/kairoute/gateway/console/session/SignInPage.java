package io.kairoute.gateway.console.session;

import io.kairoute.gateway.console.site.ContentPolicy;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Writes the few pages between the issuer and the console; they hold no script, and no text that came with a request. */
final class SignInPage {
    private static final int MS_PER_SECOND = 1_000;

    private SignInPage() {}

    /**
     * Sends the browser on to a page of the console, from a page of this node: a redirect would still count as coming from the
     * issuer, and the browser would keep back the cookie that it just got.
     */
    static void moveOn(final HttpServerRequest request, final String to) {
        final String address = escaped(to);
        end(
                request,
                200,
                "<meta http-equiv=\"refresh\" content=\"0;url=" + address + "\">\n<title>Signed in</title>",
                "<p>You are signed in. <a href=\"" + address + "\">Go on</a></p>");
    }

    /** Says why a sign-in came to nothing, and what to do. */
    static void refuse(final HttpServerRequest request, final Refusal refusal) {
        if (refusal.retryMs() > 0) {
            request.response()
                    .putHeader(
                            HttpHeaders.RETRY_AFTER, Integer.toString(Math.max(1, refusal.retryMs() / MS_PER_SECOND)));
        }
        end(
                request,
                refusal.httpStatus(),
                "<title>Not signed in</title>",
                "<h1>Not signed in</h1>\n<p>" + escaped(refusal.message()) + "</p>\n<p><a href=\"" + SignIn.BEGIN
                        + "\">Sign in again</a> or <a href=\"/\">go to the console</a>.</p>\n<p><small>"
                        + refusal.reason()
                        + "</small></p>");
    }

    private static void end(final HttpServerRequest request, final int status, final String head, final String body) {
        final HttpServerResponse response = request.response();
        ContentPolicy.put(response.headers(), ContentPolicy.OF_PLAIN_PAGES);
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
                        + "<meta name=\"viewport\" content=\"width=device-width\">\n" + head + "\n" + body
                        + "\n</html>\n");
    }

    private static String escaped(final String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
