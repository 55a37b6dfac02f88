package io.kairoute.gateway.tally;

/** The words of an answer that are told of one by one; {@link Word#NONE} for one that is absent. Immutable. */
record CountedWords(Word occasion, Word band, Word tier, Word queue, Word cause) {}
