package io.kairoute.router.embed;

import java.util.List;

/**
 * Where a contact goes and how it is treated, in a host's own terms. The response bytes hold more.
 *
 * @param decisionId the same for the same contact and attempt
 * @param band CLEAR, AMBIGUOUS or NONE
 * @param priority 0 to 100, high first
 * @param slaMs milliseconds
 * @param fallbackCauses why this is not what full inputs would have given; empty when it is
 */
public record RoutedContact(
        String decisionId,
        String queue,
        String script,
        String occasion,
        String band,
        String tier,
        int priority,
        long slaMs,
        List<String> fallbackCauses) {}
