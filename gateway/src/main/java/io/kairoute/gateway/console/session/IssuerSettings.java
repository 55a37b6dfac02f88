package io.kairoute.gateway.console.session;

import io.kairoute.gateway.config.SignInConfig;

/**
 * What sign-ins at the issuer are made with. Immutable.
 *
 * @param issuer its name
 * @param redirect where it sends people back to
 */
record IssuerSettings(SignInConfig config, String issuer, String redirect) {}
