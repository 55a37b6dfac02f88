/** The servers under measurement, each in a process of its own: Kairoute, and two bare ones that echo its messages. */
@NullMarked
package io.kairoute.bench.server;

import org.jspecify.annotations.NullMarked;
