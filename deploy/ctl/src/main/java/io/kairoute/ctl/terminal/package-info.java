/**
 * What a person sees: plain or coloured text, aligned tables with small bars, and progress. Everything here knows whether
 * a person or a file is on the other side, and writes so that both can read it.
 */
@NullMarked
package io.kairoute.ctl.terminal;

import org.jspecify.annotations.NullMarked;
