/** What tells of commands: help, topics, and the word that was meant. */
@NullMarked
package io.kairoute.ctl.help;

import org.jspecify.annotations.NullMarked;
