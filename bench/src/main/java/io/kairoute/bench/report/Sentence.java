package io.kairoute.bench.report;

/**
 * One sentence of the page's first screen.
 *
 * @param figure the figure that it is about, short
 * @param words the sentence
 * @param spread how well the figure repeats; empty where it is exact
 */
record Sentence(String figure, String words, String spread) {}
