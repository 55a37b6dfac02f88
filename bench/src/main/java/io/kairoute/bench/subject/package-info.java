/** What is measured, the same for all: the table, the customers, the contacts. */
@NullMarked
package io.kairoute.bench.subject;

import org.jspecify.annotations.NullMarked;
