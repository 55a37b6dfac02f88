/**
 * A telecom operator that never was: its customers, and one day on which the network fails. Everything comes out of a
 * seed, so that two people who run the demo talk about the same day.
 */
@NullMarked
package io.kairoute.node.demo;

import org.jspecify.annotations.NullMarked;
