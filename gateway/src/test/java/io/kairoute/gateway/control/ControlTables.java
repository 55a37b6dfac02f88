package io.kairoute.gateway.control;

/** A small table as a document, whose parts tests can vary. */
public final class ControlTables {
    private ControlTables() {}

    /** The table, whose outage has this priority. */
    public static String withPriority(final int priority) {
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

    /** A table in which tier, language, experiment, queue states and pins all decide something. */
    static String rich(final int priority) {
        return withPriority(priority)
                .replace(
                        "treatment: {queue: outage-desk",
                        "tunable: [priority, sla]\n    treatment: {in_flight: pin, queue: outage-desk")
                .replace(
                        "  - {id: outage-desk, name: Outage desk}",
                        "  - {id: outage-desk, name: Outage desk, overflow: [{when: {depth_over: 9}, to: overflow}]}")
                .replace("languages: {en: Hello}", "languages: {en: Hello, es: Hola}")
                .replace("queues:\n", """
                          - id: gold
                            name: Gold
                            definition: top decile
                            owner: crm
                            cadence: monthly
                            version: 1
                            success: {metric: time_to_relief, target: 0.9}
                        tuning:
                          - {id: t1, when: {tier: [gold]}, adjust: {priority: 7}}
                          - {id: t2, when: {labels: {line: [l1]}}, adjust: {sla: -10s}}
                        layers:
                          - {id: l1, seed: layer}
                        experiments:
                          - {id: e0, occasion: outage, unit: account, seed: z, layer: l1, range: [2000, 8000],
                             metric: time_to_relief, starts: 2020-01-01T00:00Z, ends: 2099-01-01T00:00Z,
                             arms: [{id: a, share: 50%}, {id: b, share: 50%, treatment: {queue: overflow}}]}
                          - {id: e1, occasion: outage, unit: customer, seed: a, metric: time_to_relief,
                             starts: 2020-01-01T00:00Z, ends: 2099-01-01T00:00Z, holdout: 10%,
                             arms: [{id: a, share: 50%}, {id: b, share: 50%, treatment: {offer: callback}}]}
                        queues:
                        """);
    }
}
