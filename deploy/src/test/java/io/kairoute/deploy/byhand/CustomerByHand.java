package io.kairoute.deploy.byhand;

import java.util.Set;

/**
 * What the segment set knows of one customer; an empty word is not known.
 *
 * @param tier platinum, gold, silver or standard
 * @param lifecycle such as new
 * @param valueBand high, medium or low
 * @param churnBand high, medium or low
 * @param risks such as vulnerable
 * @param language a tag such as es-US
 */
record CustomerByHand(
        String tier, String lifecycle, String valueBand, String churnBand, Set<String> risks, String language) {}
