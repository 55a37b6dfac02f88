package io.kairoute.router.table.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kairoute.router.table.EditedDocument;
import io.kairoute.router.table.Problem.Severity;
import io.kairoute.router.table.TableReport;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TableWarningsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final String SIGNALS_END = "occasion: billing}\ntiers:";
    private static final String TUNING_END = "adjust: {effort: -1}}\n";
    private static final String NIGHT_TREATMENT = "treatment: {queue: night, overflow: []}";
    private static final String PINNED_AT_NIGHT =
            "  - {id: new, when: {occasion: [late-night], tier: [platinum]}, set: {in_flight: pin}}\n";
    private static final String NIGHT_DESK = "  - {id: night, name: Night desk}";
    private static final String BILLING_DESK =
            "name: Billing, calendar: office, overflow: [{when: {closed: true}, to: general}]";
    private static final String DESK_OF_PLATINUM =
            "name: Priority desk, calendar: office, overflow: [{when: {closed: true}, to: general}]";
    private static final String FIRST_OF_OUTAGE =
            "- {when: {wait_over: 120s, depth_over: 50, no_agents: true}, to: outage-overflow}";
    private static final String SECOND_OF_OUTAGE = "      - {when: {closed: true}, to: triage}";
    private static final String OFFICE = """
            calendars:
              - id: office
                zone: Australia/Melbourne
                weekly: {mon-fri: ["08:00-12:30", "13:15-20:00"], sat: ["09:00-24:00"]}
                holidays: [2026-12-25, 2027-01-01]
                exceptions:
                  - {date: 2026-12-24, open: ["08:00-12:00"]}
                  - {date: 2026-12-31, open: []}
            """;
    private static final String HOURS =
            "zone: UTC, weekly: {mon: [\"08:00-12:30\"]}, holidays: [2026-12-25], exceptions: [{date: 2026-12-31, open: []}]";
    private static final String GOLD = """
              - id: gold
                name: Gold
                definition: d
                owner: o
                cadence: weekly
                version: 1
                success: {metric: retention, target: 1}
            """;

    static Stream<Arguments> rulesThatNeverMatch() {
        return Stream.of(
                signal(
                        "RULE_NEVER_MATCHES",
                        "\"new\" \"channel\"",
                        "when: {channel: [VOICE, CHAT]}, unless: {channel: [CHAT, VOICE, TASK]}",
                        "billing"),
                signal(
                        "RULE_NEVER_MATCHES",
                        "\"region\"",
                        "when: {region: [AU-VIC]}, unless: {region: [AU]}",
                        "billing"),
                signal(
                        "RULE_NEVER_MATCHES",
                        "\"labels.vip\"",
                        "when: {labels: {vip: [yes]}}, unless: {labels: {vip: [yes, no]}}",
                        "billing"),
                signal(
                        "RULE_NEVER_MATCHES",
                        "\"calendar.office\"",
                        "when: {calendar: {office: [open]}}, unless: {calendar: {office: [closed, open]}}",
                        "billing"),
                signal(
                        "RULE_NEVER_MATCHES",
                        "time",
                        "when: {time: {days: sat, from: \"23:00\", to: \"01:00\"}}, unless: {time: {days: sat-sun}}",
                        "billing"),
                signal("RULE_NEVER_MATCHES", "\"always\" never", "when: {calendar: {always: [closed]}}", "billing"),
                signal(
                        "RULE_NEVER_MATCHES",
                        "\"always\"",
                        "when: {channel: [VOICE]}, unless: {calendar: {always: [open]}}",
                        "billing"),
                signal(
                        "RULE_NEVER_MATCHES",
                        "whole week",
                        "when: {}, unless: {time: {from: \"00:00\", to: \"24:00\"}}",
                        "billing"),
                tuning(
                        "RULE_NEVER_MATCHES",
                        "\"new\" \"risk\"",
                        "when: {risk: [churn]}, unless: {risk: [churn, fraud_watch]}, set: {effort: 9}"),
                tuning(
                        "RULE_NEVER_MATCHES",
                        "\"tier\"",
                        "when: {tier: [platinum]}, unless: {tier: [platinum]}, set: {effort: 9}"),
                tuning("RULE_NEVER_MATCHES", "every tier", "unless: {tier: [platinum, standard]}, set: {effort: 9}"),
                tuning(
                        "RULE_NEVER_MATCHES",
                        "occasion band",
                        "when: {band: [NONE], occasion: [billing]}, set: {effort: 9}"),
                tuning(
                        "RULE_NEVER_MATCHES",
                        "profile",
                        "when: {segment_source: [CONSENT_OFF], churn_band: [red]}, set: {effort: 9}"),
                tuning(
                        "RULE_NEVER_MATCHES",
                        "default",
                        "when: {segment_source: [DEFAULT], tier: [platinum]}, set: {effort: 9}"),
                warning(
                        "RULE_NEVER_MATCHES",
                        "\"new\" \"office\" never",
                        SIGNALS_END,
                        "occasion: billing}\n  - §{id: new, when: {calendar: {office: [holiday]}}, occasion: billing}\ntiers:",
                        "holidays: [2026-12-25, 2027-01-01]",
                        "holidays: [2026-12-31]"));
    }

    static Stream<Arguments> rulesThatMayMatch() {
        return Stream.of(
                noSignalWarning("RULE_NEVER_MATCHES", "when: {channel: [VOICE, CHAT]}, unless: {channel: [CHAT]}"),
                noSignalWarning("RULE_NEVER_MATCHES", "when: {region: [AU]}, unless: {region: [AU-VIC]}"),
                noSignalWarning("RULE_NEVER_MATCHES", "when: {labels: {vip: [yes]}}, unless: {labels: {other: [yes]}}"),
                noSignalWarning(
                        "RULE_NEVER_MATCHES",
                        "when: {time: {days: sat, from: \"23:00\", to: \"01:00\"}}, unless: {time: {days: sat}}"),
                noSignalWarning(
                        "RULE_NEVER_MATCHES", "when: {channel: [VOICE]}, unless: {calendar: {always: [closed]}}"),
                noSignalWarning("RULE_NEVER_MATCHES", "when: {calendar: {office: [holiday]}}"),
                noTuningWarning(
                        "RULE_NEVER_MATCHES",
                        "when: {risk: [churn, medical]}, unless: {risk: [churn]}, set: {effort: 9}"),
                noTuningWarning("RULE_NEVER_MATCHES", "when: {band: [NONE], occasion: [general]}, set: {effort: 9}"),
                noTuningWarning(
                        "RULE_NEVER_MATCHES",
                        "when: {segment_source: [CONSENT_OFF, CUSTOMER], churn_band: [red]}, set: {effort: 9}"),
                noTuningWarning(
                        "RULE_NEVER_MATCHES", "when: {segment_source: [DEFAULT], tier: [standard]}, set: {effort: 9}"));
    }

    static Stream<Arguments> rulesThatChangeNothing() {
        return Stream.of(
                warning(
                        "RULE_CHANGES_NOTHING",
                        "\"s4\" \"late-night\"",
                        "occasion: late-night, confidence: 0.55",
                        "occasion: late-night, confidence: §0.4999"),
                warning(
                        "RULE_CHANGES_NOTHING",
                        "\"p2\" protection",
                        "  - {id: p2, risk: [medical, vulnerable], floors: {priority: 90}}",
                        "  - §{id: p2, risk: [medical, vulnerable], floors: {priority: 0}}"),
                tuning("RULE_CHANGES_NOTHING", "\"new\" 0", "when: {risk: [churn]}, adjust: {priority: 0, sla: 0s}"),
                tuning(
                        "TUNING_LOCKED",
                        "\"new\" script, message CLEAR",
                        "when: {band: [CLEAR], occasion: [billing]}, set: {script: careful, message: m}"),
                tuning(
                        "TUNING_LOCKED",
                        "message",
                        "when: {occasion: [billing]}, unless: {band: [NONE, AMBIGUOUS]}, set: {effort: 4, message: m}"),
                tuning(
                        "GUARDRAIL_DEFEATS_RULE",
                        "\"new\" priority",
                        "when: {band: [CLEAR], occasion: [outage]}, set: {priority: 59}"),
                tuning(
                        "GUARDRAIL_DEFEATS_RULE",
                        "priority",
                        "when: {band: [CLEAR], occasion: [outage]}, set: {priority: 80}, adjust: {priority: 16}"),
                tuning("GUARDRAIL_DEFEATS_RULE", "SLA", "when: {band: [CLEAR], occasion: [outage]}, set: {sla: 61s}"),
                tuning(
                        "GUARDRAIL_DEFEATS_RULE",
                        "\"priority-desk\"",
                        "when: {tier: [standard]}, set: {queue: priority-desk}"),
                tuning("GUARDRAIL_DEFEATS_RULE", "98", "when: {tier: [standard]}, set: {priority: 98}"),
                tuning("GUARDRAIL_DEFEATS_RULE", "effort 11", "when: {tier: [platinum]}, set: {effort: 11}"),
                warning(
                        "GUARDRAIL_DEFEATS_RULE",
                        "\"new\"",
                        TUNING_END,
                        TUNING_END
                                + "  - §{id: new, when: {band: [CLEAR], occasion: [outage]}, adjust: {priority: 5}}\n",
                        "floors: {priority: 60}",
                        "floors: {priority: 95}"));
    }

    static Stream<Arguments> rulesThatChangeSomething() {
        return Stream.of(
                none(
                        "RULE_CHANGES_NOTHING",
                        "occasion: late-night, confidence: 0.55",
                        "occasion: late-night, confidence: 0.5"),
                noTuningWarning("RULE_CHANGES_NOTHING", "when: {risk: [churn]}, adjust: {priority: 0, sla: 1s}"),
                noTuningWarning(
                        "TUNING_LOCKED", "when: {band: [CLEAR, NONE], occasion: [billing]}, set: {script: careful}"),
                noTuningWarning(
                        "TUNING_LOCKED", "when: {band: [CLEAR], occasion: [billing, outage]}, set: {script: careful}"),
                noTuningWarning(
                        "GUARDRAIL_DEFEATS_RULE", "when: {band: [CLEAR], occasion: [outage]}, set: {priority: 60}"),
                noTuningWarning(
                        "GUARDRAIL_DEFEATS_RULE", "when: {band: [CLEAR], occasion: [outage]}, set: {priority: 95}"),
                noTuningWarning("GUARDRAIL_DEFEATS_RULE", "when: {tier: [platinum]}, set: {effort: 10}"),
                none(
                        "GUARDRAIL_DEFEATS_RULE",
                        "admits: [outage-overflow]",
                        "admits: [outage-overflow, priority-desk]",
                        TUNING_END,
                        TUNING_END + "  - {id: new, when: {tier: [standard]}, set: {queue: priority-desk}}\n"),
                noTuningWarning("GUARDRAIL_DEFEATS_RULE", "when: {occasion: [outage]}, set: {priority: 59}"),
                noTuningWarning(
                        "GUARDRAIL_DEFEATS_RULE",
                        "when: {band: [CLEAR], occasion: [outage]}, set: {priority: 50}, adjust: {priority: 10}"),
                noTuningWarning("GUARDRAIL_DEFEATS_RULE", "when: {band: [CLEAR], occasion: [outage]}, set: {sla: 60s}"),
                noTuningWarning(
                        "GUARDRAIL_DEFEATS_RULE", "when: {tier: [standard, platinum]}, set: {queue: priority-desk}"),
                noTuningWarning("GUARDRAIL_DEFEATS_RULE", "when: {tier: [standard]}, set: {priority: 97}"));
    }

    static Stream<Arguments> shadowedRules() {
        return Stream.of(
                signal(
                        "RULE_SHADOWED",
                        "\"new\" \"s1\"",
                        "when: {intent: [no_internet], channel: [VOICE]}, confidence: 0.9",
                        "outage"),
                signal(
                        "RULE_SHADOWED",
                        "\"new\" \"s1\"",
                        "when: {intent: [slow_internet, no_internet, service_down]}, confidence: 90%",
                        "outage"),
                warning(
                        "RULE_SHADOWED",
                        "\"s1\" \"new\"",
                        "  - {id: s1,",
                        "  - §{id: s1,",
                        SIGNALS_END,
                        "occasion: billing}\n  - {id: new, when: {intent: [no_internet, service_down, slow_internet, bill_too_high]}, occasion: outage}\ntiers:"),
                signal(
                        "RULE_SHADOWED",
                        "\"s4\"",
                        "when: {channel: [VOICE]}, unless: {intent: [no_internet, bill_too_high], time: {days: sat-sun}}, confidence: 0.5",
                        "late-night"),
                signal(
                        "RULE_SHADOWED",
                        "\"s4\"",
                        "when: {intent: [bill_too_high], time: {days: mon}}, confidence: 0.5",
                        "late-night",
                        "{id: s4, when: {}, unless",
                        "{id: s4, when: {intent: [bill_too_high]}, unless"),
                tuning(
                        "RULE_SHADOWED",
                        "\"new\" earlier \"t2\"",
                        "when: {risk: [fraud_watch], region: [AU]}, set: {script: verify-first}"),
                warning(
                        "RULE_SHADOWED",
                        "\"t2\" later \"new\"",
                        "  - {id: t2",
                        "  - §{id: t2",
                        TUNING_END,
                        TUNING_END
                                + "  - {id: new, when: {risk: [fraud_watch, medical]}, set: {script: careful, offer: none}}\n"),
                warning(
                        "RULE_SHADOWED",
                        "\"t3\" later \"new\"",
                        "  - id: t3",
                        "  - §id: t3",
                        TUNING_END,
                        TUNING_END
                                + "  - {id: new, when: {region: [AU], time: {from: \"08:00\", to: \"20:00\"}}, unless: {channel: [CHAT]}, set: {sla: 1m, offer: none}}\n"));
    }

    static Stream<Arguments> rulesInTheLight() {
        return Stream.of(
                noSignalWarning(
                        "RULE_SHADOWED", "when: {intent: [no_internet], channel: [VOICE]}, confidence: 0.91", "outage"),
                noSignalWarning("RULE_SHADOWED", "when: {intent: [no_internet], channel: [VOICE]}", "billing"),
                noSignalWarning("RULE_SHADOWED", "when: {intent: [bill_too_high]}, confidence: 0.5", "late-night"),
                noSignalWarning(
                        "RULE_SHADOWED",
                        "when: {channel: [VOICE]}, unless: {intent: [bill_too_high], time: {days: sat-sun}}, confidence: 0.5",
                        "late-night"),
                noSignalWarning(
                        "RULE_SHADOWED",
                        "when: {intent: [bill_too_high], time: {days: mon}}, confidence: 0.5",
                        "late-night"),
                noSignalWarning("RULE_SHADOWED", "when: {region: [AU]}, confidence: 0.5"),
                none(
                        "RULE_SHADOWED",
                        TUNING_END,
                        TUNING_END
                                + "  - {id: a, when: {risk: [medical]}, set: {script: careful}}\n"
                                + "  - {id: b, when: {risk: [fraud_watch]}, set: {offer: none}}\n"
                                + "  - {id: new, when: {risk: [fraud_watch], region: [AU]}, set: {script: careful, offer: none}}\n"),
                none(
                        "RULE_SHADOWED",
                        TUNING_END,
                        TUNING_END
                                + "  - {id: a, when: {risk: [medical]}, set: {effort: 4}}\n"
                                + "  - {id: new, when: {risk: [medical], region: [AU]}, set: {effort: 4}, adjust: {effort: 1}}\n"),
                none(
                        "RULE_SHADOWED",
                        TUNING_END,
                        TUNING_END
                                + "  - {id: a, when: {risk: [medical]}, set: {effort: 4}, adjust: {effort: 1}}\n"
                                + "  - {id: new, when: {risk: [medical], region: [AU]}, set: {effort: 4}}\n"),
                noTuningWarning("RULE_SHADOWED", "when: {risk: [fraud_watch], region: [AU]}, set: {script: careful}"),
                noTuningWarning("RULE_SHADOWED", "when: {risk: [churn, medical]}, set: {script: verify-first}"),
                noTuningWarning("RULE_SHADOWED", "when: {risk: [fraud_watch]}, adjust: {sla: 1s}"),
                noTuningWarning(
                        "RULE_SHADOWED",
                        "when: {region: [AU], time: {from: \"08:00\", to: \"20:00\"}}, unless: {channel: [VOICE]}, set: {sla: 1m, offer: none}"),
                noTuningWarning(
                        "RULE_SHADOWED",
                        "when: {region: [AU], time: {from: \"08:00\", to: \"19:59\"}}, set: {sla: 1m, offer: none}"));
    }

    static Stream<Arguments> occasions() {
        return Stream.of(
                warning(
                        "OCCASION_WITHOUT_SIGNAL",
                        "\"outage\"",
                        "occasion: outage, confidence: 0.9",
                        "occasion: billing, confidence: 0.9",
                        "- id: outage\n",
                        "- §id: outage\n"),
                warning(
                        "FLOOR_ABOVE_CAP",
                        "60 \"outage\" \"standard\"",
                        "floors: {priority: 60}",
                        "floors: {priority: §60}",
                        "caps: {priority: 97,",
                        "caps: {priority: 59,"),
                warning("TREATMENT_OUTSIDE_GUARDRAIL", "59 \"outage\"", "priority: 70\n", "priority: §59\n"),
                warning("TREATMENT_OUTSIDE_GUARDRAIL", "96", "priority: 70\n", "priority: §96\n"),
                warning("TREATMENT_OUTSIDE_GUARDRAIL", "SLA \"outage\"", "sla: 30s\n", "sla: §61s\n"),
                warning(
                        "OCCASION_NOT_TUNED",
                        "\"late-night\" queue, in_flight",
                        NIGHT_TREATMENT,
                        "tunable: §[queue, in_flight]\n    " + NIGHT_TREATMENT),
                warning(
                        "MATRIX_GAP",
                        "\"outage\" \"gold\"",
                        "tunable: [priority, sla, script, message]",
                        "tunable: §[sla]",
                        "tiers:\n  - id: platinum",
                        "tiers:\n" + GOLD + "    caps: {effort: 4}\n  - id: platinum",
                        "tunable: [priority, sla, effort, offer, preferred_wait]",
                        "tunable: [effort]"),
                none(
                        "OCCASION_WITHOUT_SIGNAL",
                        "occasion: general\n",
                        "occasion: outage\n",
                        "occasion: outage, confidence: 0.9",
                        "occasion: general, confidence: 0.9"),
                none("FLOOR_ABOVE_CAP", "caps: {priority: 97,", "caps: {priority: 60,"),
                none("TREATMENT_OUTSIDE_GUARDRAIL", "priority: 70\n", "priority: 60\n", "sla: 30s\n", "sla: 60s\n"),
                none("OCCASION_NOT_TUNED", NIGHT_TREATMENT, "tunable: [effort]\n    " + NIGHT_TREATMENT),
                none(
                        "MATRIX_GAP",
                        "tunable: [priority, sla, script, message]",
                        "tunable: [sla]",
                        "tiers:\n  - id: platinum",
                        "tiers:\n" + GOLD + "    caps: {effort: 4}\n  - id: platinum",
                        "tunable: [priority, sla, effort, offer, preferred_wait]",
                        "tunable: [effort]",
                        "tier: [platinum]}, adjust",
                        "tier: [platinum, gold]}, adjust"),
                none(
                        "MATRIX_GAP",
                        NIGHT_TREATMENT,
                        "tunable: [in_flight]\n    " + NIGHT_TREATMENT,
                        TUNING_END,
                        TUNING_END + PINNED_AT_NIGHT),
                none(
                        "MATRIX_GAP",
                        NIGHT_TREATMENT,
                        "tunable: [queue]\n    " + NIGHT_TREATMENT,
                        TUNING_END,
                        TUNING_END + PINNED_AT_NIGHT));
    }

    static Stream<Arguments> tiers() {
        return Stream.of(
                warning(
                        "TIER_CHANGES_NOTHING",
                        "\"gold\"",
                        "tiers:\n  - id: platinum",
                        "tiers:\n" + GOLD.replace("- id", "- §id") + "  - id: platinum"),
                warning(
                        "TIERS_IDENTICAL",
                        "\"gold\" \"silver\"",
                        "tiers:\n  - id: platinum",
                        "tiers:\n" + GOLD + "    caps: {effort: 4}\n" + GOLD.replace("- id: gold", "- §id: silver")
                                + "    caps: {effort: 4}\n  - id: platinum"),
                warning(
                        "MANY_TIERS",
                        "8 7",
                        "tiers:\n  - id: platinum",
                        "tiers:\n  §" + manyTiers(6) + "- id: platinum"),
                none(
                        "TIER_CHANGES_NOTHING",
                        "tiers:\n  - id: platinum",
                        "tiers:\n" + GOLD + "  - id: platinum",
                        "tier: [platinum]}, adjust",
                        "tier: [platinum, gold]}, adjust"),
                none(
                        "TIER_CHANGES_NOTHING",
                        "tiers:\n  - id: platinum",
                        "tiers:\n" + GOLD + "  - id: platinum",
                        "tiers: [standard]",
                        "tiers: [standard, gold]"),
                none(
                        "TIERS_IDENTICAL",
                        "tiers:\n  - id: platinum",
                        "tiers:\n" + GOLD + "    caps: {effort: 4}\n" + GOLD.replace("- id: gold", "- id: silver")
                                + "    caps: {effort: 5}\n  - id: platinum"),
                none(
                        "TIERS_IDENTICAL",
                        "tiers:\n  - id: platinum",
                        "tiers:\n" + GOLD + "    caps: {effort: 4}\n" + GOLD.replace("- id: gold", "- id: silver")
                                + "    caps: {effort: 4}\n  - id: platinum",
                        "tier: [platinum]}, adjust",
                        "tier: [platinum, gold]}, adjust"),
                none(
                        "TIER_CHANGES_NOTHING",
                        "tiers:\n  - id: platinum",
                        "tiers:\n" + GOLD + "  - id: platinum",
                        "unless: {segment_source: [CUSTOMER]}",
                        "unless: {segment_source: [CUSTOMER], tier: [gold]}"),
                none(
                        "TIER_CHANGES_NOTHING",
                        "tiers:\n  - id: platinum",
                        "tiers:\n" + GOLD + "    treatment: {effort: 4}\n  - id: platinum"),
                none(
                        "TIER_CHANGES_NOTHING",
                        "tiers:\n  - id: platinum",
                        "tiers:\n" + GOLD + "  - id: platinum",
                        "  tier: standard\n",
                        "  tier: gold\n"),
                none("MANY_TIERS", "tiers:\n  - id: platinum", "tiers:\n  " + manyTiers(5) + "- id: platinum"));
    }

    static Stream<Arguments> cappedQueues() {
        return Stream.of(
                warning(
                        "LEADS_INTO_CAPPED_QUEUE",
                        "ladder \"priority-desk\" \"standard\"",
                        "{after: 60s, queue: outage-overflow",
                        "{after: 60s, queue: §priority-desk"),
                warning(
                        "LEADS_INTO_CAPPED_QUEUE",
                        "overflow \"priority-desk\"",
                        "closed: false}, to: general",
                        "closed: false}, to: §priority-desk"),
                warning(
                        "LEADS_INTO_CAPPED_QUEUE",
                        "queues[outage-desk].overflow[1].to",
                        "to: triage",
                        "to: §priority-desk"),
                warning(
                        "LEADS_INTO_CAPPED_QUEUE",
                        "tuning[t3].set",
                        "set: {offer: callback, sla: 20s}",
                        "set: {ladder: [{after: 1s, queue: §priority-desk}], sla: 20s}"),
                warning(
                        "LEADS_INTO_CAPPED_QUEUE",
                        "experiments",
                        "treatment: {offer: callback}}\n",
                        "treatment: {ladder: [{after: 1s, queue: §priority-desk}]}}\n"),
                warning(
                        "LEADS_INTO_CAPPED_QUEUE",
                        "experiments",
                        "    tiers: [standard]\n",
                        "",
                        "treatment: {offer: callback}}\n",
                        "treatment: {ladder: [{after: 1s, queue: §priority-desk}]}}\n"),
                warning(
                        "LEADS_INTO_CAPPED_QUEUE",
                        "tiers[standard].treatment",
                        "queues: [priority-desk], instead: general}\n",
                        "queues: [priority-desk], instead: general}\n    treatment: {ladder: [{after: 1s, queue: §priority-desk}]}\n"),
                warning(
                        "LEADS_INTO_CAPPED_QUEUE",
                        "defaults.treatment",
                        "ladder: []",
                        "ladder: [{after: 1s, queue: §priority-desk}]"),
                warning(
                        "LEADS_INTO_CAPPED_QUEUE",
                        "defaults.when_ambiguous",
                        "script: clarify, priority: 50,",
                        "script: clarify, ladder: [{after: 1s, queue: §priority-desk}],"),
                warning(
                        "LEADS_INTO_CAPPED_QUEUE",
                        "occasions[outage].when_ambiguous",
                        "script: outage-triage, message: checking",
                        "script: outage-triage, ladder: [{after: 1s, queue: §priority-desk}]"));
    }

    static Stream<Arguments> queues() {
        return Stream.of(
                warning(
                        "OVERFLOW_SHARES_HOURS",
                        "\"billing\" \"priority-desk\" \"office\"",
                        BILLING_DESK,
                        "name: Billing, calendar: office, overflow: [{when: {closed: true}, to: §priority-desk}]"),
                warning(
                        "OVERFLOW_SHARES_HOURS",
                        "\"twin\"",
                        BILLING_DESK,
                        "name: Billing, calendar: twin, overflow: [{when: {closed: true}, to: §priority-desk}]",
                        OFFICE,
                        twins(HOURS)),
                warning(
                        "OVERFLOW_SHARES_HOURS",
                        "occasions[billing] \"priority-desk\"",
                        "closed: false}, to: general",
                        "closed: true}, to: §priority-desk"),
                warning(
                        "OVERFLOW_UNREACHABLE",
                        "\"triage\" \"outage-overflow\"",
                        FIRST_OF_OUTAGE,
                        "- {when: {wait_over: 120s}, to: outage-overflow}",
                        SECOND_OF_OUTAGE,
                        "      - §{when: {wait_over: 121s, closed: true}, to: triage}"),
                warning(
                        "OVERFLOW_UNREACHABLE",
                        "\"outage-overflow\"",
                        SECOND_OF_OUTAGE,
                        "      - §{when: {wait_over: 120s, depth_over: 51, no_agents: true, closed: true}, to: outage-overflow}"),
                warning(
                        "OVERFLOW_UNREACHABLE",
                        "\"billing\"",
                        FIRST_OF_OUTAGE,
                        "- {when: {wait_over: 120s}, to: billing}",
                        SECOND_OF_OUTAGE,
                        "      - §{when: {wait_over: 121s}, to: billing}"),
                warning(
                        "OVERFLOW_UNREACHABLE",
                        "Nothing \"lonely\"",
                        NIGHT_DESK,
                        NIGHT_DESK + "\n  - {id: lonely, name: L, overflow: §[{when: {closed: true}, to: night}]}"));
    }

    static Stream<Arguments> queuesInOrder() {
        return Stream.of(
                none(
                        "LEADS_INTO_CAPPED_QUEUE",
                        "{after: 60s, queue: outage-overflow",
                        "{after: 60s, queue: priority-desk",
                        "admits: [outage-overflow]",
                        "admits: [outage-overflow, priority-desk]"),
                none(
                        "LEADS_INTO_CAPPED_QUEUE",
                        "treatment: {queue: priority-desk, priority: 60,",
                        "treatment: {queue: priority-desk, ladder: [{after: 1s, queue: priority-desk}],"),
                none(
                        "LEADS_INTO_CAPPED_QUEUE",
                        "t2, when: {risk: [fraud_watch]}, set: {",
                        "t2, when: {tier: [platinum], risk: [fraud_watch]}, set: {overflow: [{when: {closed: true}, to: priority-desk}], "),
                none(
                        "OVERFLOW_SHARES_HOURS",
                        BILLING_DESK,
                        "name: Billing, calendar: office, overflow: [{when: {wait_over: 1m}, to: priority-desk}]"),
                none(
                        "LEADS_INTO_CAPPED_QUEUE",
                        "tiers: [standard]",
                        "tiers: [platinum]",
                        "treatment: {offer: callback}}\n",
                        "treatment: {ladder: [{after: 1s, queue: priority-desk}]}}\n"),
                none(
                        "LEADS_INTO_CAPPED_QUEUE",
                        "queues: [priority-desk], instead",
                        "queues: [priority-desk, night], instead",
                        DESK_OF_PLATINUM,
                        "name: Priority desk, calendar: office, overflow: [{when: {closed: true}, to: night}]"),
                hoursOfItsOwn("UTC", "Australia/Melbourne"),
                hoursOfItsOwn("08:00-12:30", "08:00-12:31"),
                hoursOfItsOwn("2026-12-25", "2026-12-26"),
                hoursOfItsOwn("2026-12-31", "2026-12-30"),
                none(
                        "OVERFLOW_SHARES_HOURS",
                        "- {when: {wait_over: 120s, depth_over: 50, no_agents: true}, to",
                        "- {when: {closed: true}, to"),
                none(
                        "OVERFLOW_UNREACHABLE",
                        SECOND_OF_OUTAGE,
                        "      - {when: {wait_over: 120s, depth_over: 50, closed: true}, to: triage}"),
                none(
                        "OVERFLOW_UNREACHABLE",
                        FIRST_OF_OUTAGE,
                        "- {when: {wait_over: 120s}, to: billing}",
                        SECOND_OF_OUTAGE,
                        "      - {when: {wait_over: 121s}, to: triage}"),
                none(
                        "OVERFLOW_UNREACHABLE",
                        SECOND_OF_OUTAGE,
                        "      - {when: {wait_over: 119s, depth_over: 50, no_agents: true}, to: triage}"),
                none(
                        "OVERFLOW_UNREACHABLE",
                        SECOND_OF_OUTAGE,
                        "      - {when: {wait_over: 120s, depth_over: 49, no_agents: true}, to: triage}"),
                none(
                        "OVERFLOW_UNREACHABLE",
                        FIRST_OF_OUTAGE,
                        "- {when: {closed: true}, to: outage-overflow}",
                        SECOND_OF_OUTAGE,
                        "      - {when: {wait_over: 120s}, to: triage}"),
                reachedBy("{after: 60s, queue: outage-overflow", "{after: 60s, queue: lonely"),
                reachedBy("closed: false}, to: general", "closed: false}, to: lonely"),
                reachedBy("instead: general", "instead: lonely"),
                none(
                        "OVERFLOW_UNREACHABLE",
                        NIGHT_DESK,
                        "  - {id: night, name: Night desk, overflow: [{when: {closed: true}, to: lonely}]}\n  - {id: lonely, name: L, overflow: [{when: {closed: true}, to: triage}]}"));
    }

    static Stream<Arguments> reviewsAndExperiments() {
        return Stream.of(
                warning(
                        "REVIEW_OVERDUE",
                        "\"outage\" 2026-11-20",
                        "review_by: 2027-02-01\n  - id: billing",
                        "review_by: §2026-11-20\n  - id: billing"),
                warning(
                        "REVIEW_OVERDUE",
                        "tier \"platinum\"",
                        "review_by: 2027-02-01\n    caps",
                        "review_by: §2026-11-20\n    caps"),
                warning(
                        "EXPERIMENT_WITHOUT_BASELINE",
                        "\"outage-callback\"",
                        "    baseline: {from: 2026-11-01, to: 2026-11-30}\n",
                        "",
                        "- id: outage-callback",
                        "- §id: outage-callback"),
                warning(
                        "EXPERIMENT_SHADOWED",
                        "\"second\" \"outage-callback\"",
                        "    layer: outage-tests\n    range: [0, 5000]\n",
                        "",
                        "\nmetrics:\n",
                        second("§id: second", "[standard]")),
                none(
                        "REVIEW_OVERDUE",
                        "review_by: 2027-02-01\n  - id: billing",
                        "review_by: 2026-11-21\n  - id: billing"),
                none("EXPERIMENT_SHADOWED", "\nmetrics:\n", second("id: second", "[standard]")),
                none(
                        "EXPERIMENT_SHADOWED",
                        "    layer: outage-tests\n    range: [0, 5000]\n",
                        "",
                        "\nmetrics:\n",
                        second("id: second", "[]")),
                apart("occasion: outage", "occasion: billing"),
                apart("unit: customer", "unit: account"),
                apart("starts: 2026-12-02", "starts: 2026-11-30"),
                apart("ends: 2026-12-03", "ends: 2027-01-03"));
    }

    static Stream<Arguments> hours() {
        return Stream.of(
                warning(
                        "MINUTE_BEFORE_MIDNIGHT",
                        "23:59 24:00",
                        "weekly: {mon-fri: [\"08:00-12:30\", \"13:15-20:00\"], sat: [\"09:00-24:00\"]}",
                        "weekly: §{mon-fri: [\"08:00-12:30\", \"13:15-20:00\"], sat: [\"09:00-23:59\"]}"),
                warning(
                        "MINUTE_BEFORE_MIDNIGHT",
                        "23:59 24:00",
                        "- {date: 2026-12-24, open: [\"08:00-12:00\"]}",
                        "§- {date: 2026-12-24, open: [\"08:00-23:59\"]}"),
                none("MINUTE_BEFORE_MIDNIGHT"));
    }

    static Stream<Arguments> blanksThatNobodySees() {
        return Stream.of(
                warning(
                        "HIDDEN_CHARACTER",
                        "no-break plain",
                        SIGNALS_END,
                        signalAtEnd("", "when: {labels: {vip: [§\"a\u00a0b\"]}}", "billing")),
                none("HIDDEN_CHARACTER", SIGNALS_END, signalAtEnd("", "when: {labels: {vip: [\"a b\"]}}", "billing")));
    }

    @ParameterizedTest
    @MethodSource({
        "hours",
        "blanksThatNobodySees",
        "rulesThatNeverMatch",
        "rulesThatMayMatch",
        "rulesThatChangeNothing",
        "rulesThatChangeSomething",
        "shadowedRules",
        "rulesInTheLight",
        "occasions",
        "tiers",
        "cappedQueues",
        "queues",
        "queuesInOrder",
        "reviewsAndExperiments"
    })
    void shouldWarnWhereThereIsADoubtAndOnlyThere(
            final String code, final boolean isDoubtful, final String names, final List<String> edits) {
        final EditedDocument document = EditedDocument.of(edits.toArray(String[]::new));

        final TableReport report = TableLoader.load(document.bytes(), TODAY);

        assertNotNull(report.table(), () -> report.problems().toString());
        if (isDoubtful) {
            document.assertReported(report.problems(), code, List.of(names.split(" ")));
        } else {
            assertEquals(
                    List.of(),
                    report.problems().stream()
                            .filter(p -> p.code().equals(code))
                            .toList());
        }
        assertEquals(
                List.of(),
                report.problems().stream()
                        .filter(p -> p.severity() == Severity.ERROR)
                        .toList());
    }

    private static Arguments warning(final String code, final String names, final String... edits) {
        return arguments(code, true, names, List.of(edits));
    }

    private static Arguments none(final String code, final String... edits) {
        return arguments(code, false, "", List.of(edits));
    }

    private static Arguments signal(
            final String code, final String names, final String rule, final String occasion, final String... edits) {
        final List<String> all = new ArrayList<>(List.of(edits));
        all.addAll(List.of(SIGNALS_END, signalAtEnd("§", rule, occasion)));
        return arguments(code, true, names, all);
    }

    private static Arguments noSignalWarning(final String code, final String rule) {
        return noSignalWarning(code, rule, "billing");
    }

    private static Arguments noSignalWarning(final String code, final String rule, final String occasion) {
        return none(code, SIGNALS_END, signalAtEnd("", rule, occasion));
    }

    private static String signalAtEnd(final String mark, final String rule, final String occasion) {
        return "occasion: billing}\n  - " + mark + "{id: new, " + rule + ", occasion: " + occasion + "}\ntiers:";
    }

    private static Arguments tuning(final String code, final String names, final String rule) {
        return warning(code, names, TUNING_END, TUNING_END + "  - §{id: new, " + rule + "}\n");
    }

    private static Arguments noTuningWarning(final String code, final String rule) {
        return none(code, TUNING_END, TUNING_END + "  - {id: new, " + rule + "}\n");
    }

    private static String manyTiers(final int count) {
        final StringBuilder tiers = new StringBuilder();
        for (int i = 0; i < count; i++) {
            tiers.append(GOLD.strip().replace("gold", "gold-" + i))
                    .append("\n    caps: {effort: ")
                    .append(i + 1)
                    .append("}\n  ");
        }
        return tiers.toString();
    }

    /** A desk whose overflow leads, when it is closed, to a desk of a calendar that differs in this alone. */
    private static Arguments hoursOfItsOwn(final String same, final String other) {
        return none(
                "OVERFLOW_SHARES_HOURS",
                BILLING_DESK,
                "name: Billing, calendar: twin, overflow: [{when: {closed: true}, to: priority-desk}]",
                OFFICE,
                twins(HOURS.replace(same, other)));
    }

    private static String twins(final String twin) {
        return "calendars:\n  - {id: office, " + HOURS + "}\n  - {id: twin, " + twin + "}\n";
    }

    /** A desk with an overflow to which nothing but this leads. */
    private static Arguments reachedBy(final String before, final String after) {
        return none(
                "OVERFLOW_UNREACHABLE",
                before,
                after,
                NIGHT_DESK,
                NIGHT_DESK + "\n  - {id: lonely, name: L, overflow: [{when: {closed: true}, to: triage}]}");
    }

    /** Two experiments of no layer of which the earlier would take all, were it not for this. */
    private static Arguments apart(final String same, final String other) {
        return none(
                "EXPERIMENT_SHADOWED",
                "    layer: outage-tests\n    range: [0, 5000]\n",
                "",
                "\nmetrics:\n",
                second("id: second", "[standard]").replace(same, other));
    }

    private static String second(final String id, final String tiers) {
        return """

                  - %s
                    occasion: outage
                    tiers: %s
                    unit: customer
                    seed: s
                    arms: [{id: a, share: 1}]
                    metric: retention
                    baseline: {from: 2026-11-01, to: 2026-11-30}
                    starts: 2026-12-02T00:00Z
                    ends: 2026-12-03T00:00Z
                metrics:
                """.formatted(id, tiers);
    }
}
