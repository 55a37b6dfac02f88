/**
 * What the gateway is told before it starts: one tree of records that validate themselves, laid together from defaults,
 * one YAML file, the environment and flags, in rising order. Property names live in {@link Property} alone.
 */
@NullMarked
package io.kairoute.gateway.config;

import org.jspecify.annotations.NullMarked;
