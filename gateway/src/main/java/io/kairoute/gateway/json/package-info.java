/**
 * Proto3 JSON of the messages on the wire, read with tolerance for sloppy platforms and with none for ambiguity, and
 * written with the proto file's own field names.
 */
@NullMarked
package io.kairoute.gateway.json;

import org.jspecify.annotations.NullMarked;
