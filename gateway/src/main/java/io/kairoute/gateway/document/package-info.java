/** Files that people and spreadsheets write: YAML and CSV, read as they mean it or refused at the place that is wrong. */
@NullMarked
package io.kairoute.gateway.document;

import org.jspecify.annotations.NullMarked;
