package io.kairoute.gateway.console.site;

import io.vertx.core.MultiMap;

/** What browsers are told that documents of the console may do, and who may do something with them. */
public final class ContentPolicy {
    /** For a document without scripts. */
    public static final String OF_PLAIN_PAGES =
            "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none';" + " form-action 'none'";

    /** No part of a device is any of the console's business. */
    private static final String NO_DEVICES =
            "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(),"
                    + " gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    private ContentPolicy() {}

    /** For the console's own document, whose import map has this SHA-256, in Base64. */
    static String ofPages(final String importMapHash) {
        return "default-src 'none'; script-src 'self' 'sha256-" + importMapHash + "'; style-src 'self'; img-src 'self';"
                + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self';"
                + " require-trusted-types-for 'script'; trusted-types lit-html";
    }

    /** Puts a policy, and what goes with every one, into the head of an answer. */
    public static void put(final MultiMap headers, final String policy) {
        headers.set("content-security-policy", policy);
        headers.set("cross-origin-opener-policy", "same-origin");
        headers.set("cross-origin-resource-policy", "same-origin");
        headers.set("referrer-policy", "no-referrer");
        headers.set("x-content-type-options", "nosniff");
        headers.set("permissions-policy", NO_DEVICES);
    }
}
