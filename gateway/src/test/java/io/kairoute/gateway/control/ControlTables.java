package io.kairoute.gateway.control;

/** A small table as a document, whose parts tests can vary. */
final class ControlTables {
    private ControlTables() {}

    /** The table, whose outage has this priority. */
    static String withPriority(final int priority) {
        return """
                table: test
                format: 1
                defaults:
                  occasion: general
                  tier: standard
                  treatment: {queue: general, script: help, priority: 40, sla: 60s}
                occasions:
                  - id: outage
                    name: Outage
                    job: Get me back online
                    owner: care
                    clear_at: 0.8
                    ambiguous_at: 0.5
                    treatment: {queue: outage-desk, priority: %d}
                    metrics: [time_to_relief]
                  - id: general
                    name: General
                    job: Get an answer
                    owner: care
                    clear_at: 0.8
                    ambiguous_at: 0.5
                    treatment: {}
                    metrics: [time_to_relief]
                signals:
                  - {id: s1, when: {intent: [no_internet]}, occasion: outage}
                tiers:
                  - id: standard
                    name: Standard
                    definition: everybody
                    owner: crm
                    cadence: monthly
                    version: 1
                    success: {metric: time_to_relief, target: 0.9}
                queues:
                  - {id: general, name: General}
                  - {id: outage-desk, name: Outage desk}
                  - {id: overflow, name: Overflow}
                scripts:
                  - {id: help, name: Help, version: 1, default: en, languages: {en: Hello}}
                """.formatted(priority);
    }
}
