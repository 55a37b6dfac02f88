package io.kairoute.ctl.terminal;

/**
 * What the reader's end of a screen can show. Immutable.
 *
 * @param watched whether a person looks at the progress, so that a line may be drawn over
 * @param shown whether a person looks at the answers, so that tables keep to the width
 * @param coloured whether colours and bold are understood
 * @param unicode whether bars and marks may be more than ASCII; text is UTF-8 always
 * @param width columns, at least 40
 */
record Abilities(boolean watched, boolean shown, boolean coloured, boolean unicode, int width) {}
