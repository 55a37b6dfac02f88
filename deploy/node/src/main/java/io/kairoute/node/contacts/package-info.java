/**
 * Contacts as files hold them: the mapping that says which column means what, and the reader that turns each row into one
 * routing question.
 */
@NullMarked
package io.kairoute.node.contacts;

import org.jspecify.annotations.NullMarked;
