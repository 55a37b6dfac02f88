/** What reading and writing the messages costs, beside protobuf-java. */
@NullMarked
package io.kairoute.bench.codec;

import org.jspecify.annotations.NullMarked;
