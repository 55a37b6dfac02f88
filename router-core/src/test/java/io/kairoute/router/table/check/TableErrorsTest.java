package io.kairoute.router.table.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kairoute.router.table.Documents;
import io.kairoute.router.table.EditedDocument;
import io.kairoute.router.table.Problem;
import io.kairoute.router.table.Problem.Severity;
import io.kairoute.router.table.TableReport;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TableErrorsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final String X256 = "x".repeat(256);

    @Test
    void shouldFindNothingInTheFullTable() {
        final TableReport report = TableLoader.load(Documents.full().getBytes(StandardCharsets.UTF_8), TODAY);

        assertEquals(List.of(), report.problems());
        assertNotNull(report.table());
    }

    static Stream<Arguments> unknownReferences() {
        return Stream.of(
                error(
                        "UNKNOWN_REFERENCE",
                        "occasion \"generl\" mean \"general\"?",
                        "occasion: general\n",
                        "occasion: §generl\n"),
                error("UNKNOWN_REFERENCE", "tier \"gold\" tiers", "  tier: standard\n", "  tier: §gold\n"),
                error("UNKNOWN_REFERENCE", "queue \"nowhere\" queues", "queue: outage-desk", "queue: §nowhere"),
                error(
                        "UNKNOWN_REFERENCE",
                        "queue defaults.when_ambiguous",
                        "queue: triage, script",
                        "queue: §nowhere, script"),
                error("UNKNOWN_REFERENCE", "script \"none\"", "script: verify-first", "script: §none"),
                error(
                        "UNKNOWN_REFERENCE",
                        "ladder[0].queue",
                        "{after: 60s, queue: outage-overflow",
                        "{after: 60s, queue: §nowhere"),
                error(
                        "UNKNOWN_REFERENCE",
                        "ladder[1].script",
                        "script: careful, offer: callback}\n      sel",
                        "script: §none, offer: callback}\n      sel"),
                error("UNKNOWN_REFERENCE", "overflow[1].to", "to: triage", "to: §nowhere"),
                error(
                        "UNKNOWN_REFERENCE",
                        "treatment.overflow[0].to",
                        "closed: false}, to: general",
                        "closed: false}, to: §nowhere"),
                error(
                        "UNKNOWN_REFERENCE",
                        "admits[1]",
                        "admits: [outage-overflow]",
                        "admits: [outage-overflow, §nowhere]"),
                error("UNKNOWN_REFERENCE", "metric \"speed\"", "metrics: [containment_rate]", "metrics: [§speed]"));
    }

    static Stream<Arguments> unknownReferencesOfRules() {
        return Stream.of(
                error(
                        "UNKNOWN_REFERENCE",
                        "success.metric",
                        "metric: retention, target: 0.97",
                        "metric: §speed, target: 0.97"),
                error(
                        "UNKNOWN_REFERENCE",
                        "signals[s1].occasion",
                        "occasion: outage, confidence: 0.9",
                        "occasion: §none, confidence: 0.9"),
                error(
                        "UNKNOWN_REFERENCE",
                        "calendar \"offices\"",
                        "calendar: {office: [closed",
                        "calendar: {offices: §[closed"),
                error("UNKNOWN_REFERENCE", "tuning[t3].when.occasion[1]", "[billing, outage]", "[billing, §none]"),
                error(
                        "UNKNOWN_REFERENCE",
                        "tuning[t1].when.tier[0]",
                        "tier: [platinum]}, adjust",
                        "tier: [§gold]}, adjust"),
                error(
                        "UNKNOWN_REFERENCE",
                        "queues[billing].calendar",
                        "name: Billing, calendar: office",
                        "name: Billing, calendar: §none"),
                error(
                        "UNKNOWN_REFERENCE",
                        "caps.queues[0]",
                        "queues: [priority-desk], instead",
                        "queues: [§nowhere], instead"),
                error("UNKNOWN_REFERENCE", "caps.instead", "instead: general", "instead: §nowhere"),
                error("UNKNOWN_REFERENCE", "parent", "parent: standard", "parent: §nobody"),
                error(
                        "UNKNOWN_REFERENCE",
                        "experiments[outage-callback].tiers[0]",
                        "tiers: [standard]",
                        "tiers: [§gold]"),
                error("UNKNOWN_REFERENCE", "layer \"l9\"", "layer: outage-tests", "layer: §l9"),
                error(
                        "UNKNOWN_REFERENCE",
                        "experiments[outage-callback].metric",
                        "metric: relief_by_text",
                        "metric: §relief_by_txt"),
                error(
                        "UNKNOWN_REFERENCE",
                        "experiments[outage-callback].occasion",
                        "occasion: outage\n    tiers",
                        "occasion: §none\n    tiers"));
    }

    static Stream<Arguments> ids() {
        return Stream.of(
                error("DUPLICATE_ID", "occasions[billing]", "- id: late-night", "- id: §billing"),
                error("DUPLICATE_ID", "\"s1\" twice", "{id: s2, when", "{id: §s1, when"),
                error("DUPLICATE_ID", "\"t1\"", "{id: t2, when", "{id: §t1, when"),
                error("DUPLICATE_ID", "\"p1\"", "{id: p2, risk", "{id: §p1, risk"),
                error(
                        "DUPLICATE_ID",
                        "tiers[standard]",
                        "- id: platinum",
                        "- id: standard",
                        "- id: standard\n    name: Everybody",
                        "- id: §standard\n    name: Everybody",
                        "tier: [platinum]}, adjust",
                        "tier: [standard]}, adjust",
                        "tier: [platinum, standard]",
                        "tier: [standard]",
                        "    parent: standard\n",
                        ""),
                error("DUPLICATE_ID", "queues[general]", "{id: triage, name", "{id: §general, name"),
                error("DUPLICATE_ID", "scripts[careful]", "{id: closed-help, name", "{id: §careful, name"),
                error("DUPLICATE_ID", "arms[control]", "id: callback-first, share", "id: §control, share"),
                error(
                        "DUPLICATE_ID",
                        "layers[outage-tests]",
                        "seed: l1}",
                        "seed: l1}\n  - {id: §outage-tests, seed: l2}"),
                error(
                        "DUPLICATE_ID",
                        "metrics[relief_by_text]",
                        "\nvalues:",
                        "\n  - {id: §relief_by_text, lens: a, unit: b, window: c, owner: d}\nvalues:"),
                error(
                        "DUPLICATE_ID",
                        "\"always\" built in",
                        "  - id: office\n",
                        "  - {id: §always, zone: UTC, weekly: {mon: [\"08:00-09:00\"]}}\n  - id: office\n"));
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                error(
                        "RULE_WITHOUT_CONDITIONS",
                        "signals[s4]",
                        "{id: s4, when: {}, unless: {intent: [no_internet], time: {days: [sat, sun]}}",
                        "{id: s4, when: §{}"),
                error(
                        "RULE_WITHOUT_CONDITIONS",
                        "signals[s4]",
                        "unless: {intent: [no_internet], time: {days: [sat, sun]}}",
                        "unless: {}",
                        "{id: s4, when: {}",
                        "{id: s4, when: §{}"),
                error(
                        "RULE_WITHOUT_CONDITIONS",
                        "tuning[t4]",
                        "{id: t4, unless: {segment_source: [CUSTOMER]}",
                        "§{id: t4"),
                error(
                        "RULE_WITHOUT_CONDITIONS",
                        "overflow[0]",
                        "when: {closed: true}, to: general}]}\n  - {id: night",
                        "when: §{}, to: general}]}\n  - {id: night"),
                error("EMPTY_LIST", "signals[s5].when.intent", "intent: [bill_too_high], time", "intent: §[], time"),
                error("EMPTY_LIST", "labels.vip", "vip: [yes]", "vip: §[]"),
                error("EMPTY_LIST", "calendar.office", "office: [closed, holiday]", "office: §[]"),
                error("EMPTY_LIST", "time.days", "days: [sat, sun]", "days: §[]"),
                error("EMPTY_LIST", "protections[p1].risk", "risk: [vulnerable], treatment", "risk: §[], treatment"),
                error(
                        "EMPTY_LIST",
                        "values.device",
                        "  device: [modem-x1]\n  sub",
                        "  device: §[]\n  sub",
                        "      device: [modem-x1]\n",
                        ""),
                error(
                        "EMPTY_LIST",
                        "arms",
                        "    arms:\n      - {id: control, share: 50%}\n      - {id: callback-first, share: 0.5, treatment: {offer: callback}}\n",
                        "    arms: §[]\n"),
                error(
                        "MISSING_KEY",
                        "tuning[t2] set adjust",
                        "{id: t2, when: {risk: [fraud_watch]}, set: {script: verify-first}}",
                        "§{id: t2, when: {risk: [fraud_watch]}}"),
                error("UNKNOWN_VALUE", "\"FAX\" EMAIL", "channel: [email]", "channel: [§fax]"),
                error("UNKNOWN_VALUE", "\"MAYBE\" AMBIGUOUS", "band: [clear,", "band: [§maybe,"),
                error("UNKNOWN_VALUE", "did mean \"INBOUND\"?", "direction: [inbound,", "direction: [§inbuond,"),
                error(
                        "UNKNOWN_VALUE",
                        "\"FRIEND\" ALTERNATE",
                        "segment_source: [CUSTOMER]",
                        "segment_source: [§friend]"),
                error(
                        "VALUE_NOT_LISTED",
                        "\"no_internt\" intent values.intent mean \"no_internet\"?",
                        "[no_internet, service_down, slow_internet]}, occ",
                        "[§no_internt, service_down, slow_internet]}, occ"),
                error("VALUE_NOT_LISTED", "\"AU-VIC-3000\" region", "region: [AU-VIC]", "region: [§AU-VIC-3000]"),
                error("VALUE_NOT_LISTED", "protections[p2].risk[0]", "risk: [medical,", "risk: [§medicl,"),
                error(
                        "BAD_LANGUAGE",
                        "\"english please\"",
                        "unless: {language: [en-AU]}",
                        "unless: {language: [§english please]}"),
                error(
                        "OUT_OF_RANGE",
                        "1440",
                        "time: {days: [mon, wed-fri], from: \"08:00\"",
                        "time: {days: [mon, wed-fri], from: §\"24:00\""),
                error(
                        "LIMIT_EXCEEDED",
                        "9 levels 8",
                        "region: [AU-VIC]",
                        "region: [§A-1-2-3-4-5-6-7-8]",
                        "  region: [au-vic, nz-auk]\n",
                        ""));
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                error("OUT_OF_RANGE", "101 0 100", "priority: 70\n", "priority: §101\n"),
                error("OUT_OF_RANGE", "-1", "effort: 3\n", "effort: §-1\n"),
                error("OUT_OF_RANGE", "999 1000", "sla: 20s}", "sla: §999ms}"),
                error("OUT_OF_RANGE", "preferred_wait", "preferred_wait: 20s}", "preferred_wait: §-1s}"),
                error("OUT_OF_RANGE", "120%", "clear_at: 0.80", "clear_at: §1.2"),
                error("OUT_OF_RANGE", "0%", "ambiguous_at: 50%", "ambiguous_at: §0"),
                error("OUT_OF_RANGE", "-0.01%", "margin: 0.10", "margin: §-0.0001"),
                error("OUT_OF_RANGE", "confidence 8500%", "confidence: 85%", "confidence: §85"),
                error("OUT_OF_RANGE", "floors.priority", "floors: {priority: 75}", "floors: {priority: §175}"),
                error(
                        "OUT_OF_RANGE",
                        "ceilings.sla",
                        "ceilings: {priority: 95, sla: 60s}",
                        "ceilings: {priority: 95, sla: §0s}"),
                error("OUT_OF_RANGE", "caps.effort", "effort: 10}\n", "effort: §1000}\n"),
                error("OUT_OF_RANGE", "adjust.priority", "adjust: {priority: 15,", "adjust: {priority: §150,"),
                error("OUT_OF_RANGE", "wait_over", "wait_over: 120s", "wait_over: §-1s"),
                error("OUT_OF_RANGE", "depth_over", "depth_over: 50", "depth_over: §-1"),
                error("OUT_OF_RANGE", "capacity", "capacity: 400", "capacity: §-1"),
                error("OUT_OF_RANGE", "fresh_for", "fresh_for: 10s", "fresh_for: §0s"),
                error("OUT_OF_RANGE", "max_age", "max_age: 35d", "max_age: §40000d"),
                error("OUT_OF_RANGE", "ttl", "ttl: 90s", "ttl: §0s"),
                error("OUT_OF_RANGE", "after", "after: 60s, queue", "after: §-60s, queue"),
                error("OUT_OF_RANGE", "tiers[platinum].version", "version: 7", "version: §-7"),
                error("OUT_OF_RANGE", "scripts[outage-triage].version", "version: 3, owner", "version: §-3, owner"),
                error("OUT_OF_RANGE", "success.target", "target: 0.97", "target: §1000"),
                error("OUT_OF_RANGE", "holdout", "holdout: 5%", "holdout: §101%"),
                error("OUT_OF_RANGE", "range[1]", "range: [0, 5000]", "range: [0, §10001]"),
                error("OUT_OF_RANGE", "starts", "starts: 2026-12-01T00:00Z", "starts: §1926-12-01T00:00Z"),
                error(
                        "THRESHOLDS_CROSSED",
                        "occasions[billing].ambiguous_at",
                        "ambiguous_at: 0.45",
                        "ambiguous_at: §0.7501"));
    }

    static Stream<Arguments> treatmentsAndGuardrails() {
        return Stream.of(
                error(
                        "MISSING_KEY",
                        "defaults.treatment.sla",
                        "    sla: 60s\n    message: welcome",
                        "    message: welcome",
                        "    queue: general\n    script: general-help",
                        "    §queue: general\n    script: general-help"),
                error(
                        "LADDER_NOT_RISING",
                        "300000 60000",
                        "after: 60s, queue",
                        "after: 5m, queue",
                        "after: 5m, script",
                        "after: §1m, script"),
                error("LADDER_NOT_RISING", "ladder[1]", "after: 5m, script", "after: §60s, script"),
                error("UNKNOWN_VALUE", "\"is\" operator", "op: eq", "op: §is"),
                error(
                        "FIELD_NOT_ALLOWED",
                        "priority",
                        "surge: {script: careful,",
                        "surge: {priority: §90, script: careful,"),
                error(
                        "FIELD_NOT_ALLOWED",
                        "queue",
                        "when_closed: {offer: voicemail}",
                        "when_closed: {offer: voicemail, queue: §night}"),
                error(
                        "FIELD_NOT_ALLOWED",
                        "sla",
                        "when_closed: {script: closed-help,",
                        "when_closed: {sla: §9s, script: closed-help,"),
                error("FLOOR_ABOVE_CEILING", "96 95", "floors: {priority: 60}", "floors: {priority: §96}"),
                error(
                        "INSTEAD_CAPPED",
                        "\"priority-desk\" \"standard\"",
                        "instead: general",
                        "instead: §priority-desk"),
                error(
                        "INSTEAD_CAPPED",
                        "\"general\" \"platinum\"",
                        "instead: general",
                        "instead: §general",
                        "effort: 10}",
                        "effort: 10, queues: [general], instead: triage}"),
                error(
                        "MISSING_KEY",
                        "caps.instead",
                        "queues: [priority-desk], instead: general}",
                        "queues: [priority-desk]}",
                        "caps: {priority: 97",
                        "caps: §{priority: 97"),
                error("TIER_PARENT_CYCLE", "\"platinum\"", "parent: standard", "parent: §platinum"));
    }

    static Stream<Arguments> queuesAndCalendars() {
        return Stream.of(
                error(
                        "OVERFLOW_CYCLE",
                        "\"general\" \"billing\"",
                        "{id: general, name: General}",
                        "{id: general, name: General, overflow: [{when: {closed: true}, to: billing}]}",
                        "name: Billing, calendar: office, overflow: [{when: {closed: true}, to: general}]",
                        "name: Billing, calendar: office, overflow: [{when: {closed: true}, to: §general}]"),
                error(
                        "OVERFLOW_CYCLE",
                        "\"night\" back",
                        "{id: night, name: Night desk}",
                        "{id: night, name: Night desk, overflow: [{when: {closed: true}, to: §night}]}"),
                error("OVERFLOW_CHAIN_TOO_LONG", "\"night\" 9 8", "  - {id: night, name: Night desk}\n", chain(9)),
                error(
                        "EMPTY_CALENDAR",
                        "calendars[office].weekly",
                        "weekly: {mon-fri: [\"08:00-12:30\", \"13:15-20:00\"], sat: [\"09:00-24:00\"]}",
                        "weekly: §{}",
                        "open: [\"08:00-12:00\"]",
                        "open: []"),
                error(
                        "SPAN_BACKWARDS",
                        "12:30 08:00 weekly.mon",
                        "mon-fri: [\"08:00-12:30\",",
                        "mon: §[\"12:30-08:00\","),
                error(
                        "SPAN_BACKWARDS",
                        "exceptions[2026-12-24].open",
                        "open: [\"08:00-12:00\"]",
                        "open: §[\"08:00-08:00\"]"),
                error("SPANS_OVERLAP", "13:15", "mon-fri: [\"08:00-12:30\",", "mon: §[\"08:00-13:16\","),
                error("DATE_TWICE", "2027-01-01", "2027-01-01]", "2027-01-01, §2027-01-01]"),
                error("DATE_TWICE", "exceptions[2026-12-24]", "{date: 2026-12-31", "{date: §2026-12-24"));
    }

    static Stream<Arguments> scriptsAndExperiments() {
        return Stream.of(
                error(
                        "DEFAULT_LANGUAGE_MISSING",
                        "\"fr\" \"en\"",
                        "default: en, languages: {en: outage/en,",
                        "default: §fr, languages: {en: outage/en,"),
                error("BAD_LANGUAGE", "\"no language\"", "zh-Hant: general/zh", "no language: §general/zh"),
                error("DUPLICATE_KEY", "\"EN\" spellings", "zh-Hant: general/zh", "EN: §general/zh"),
                error(
                        "SHARES_DO_NOT_SUM",
                        "9999 10000",
                        "    arms:\n      - {id: control, share: 50%}",
                        "    arms:\n      §- {id: control, share: 49.99%}"),
                error("RANGE_BACKWARDS", "5000 5000", "range: [0, 5000]", "range: §[5000, 5000]"),
                error("RANGE_WITHOUT_LAYER", "layer", "    layer: outage-tests\n    range: [0", "    range: §[0"),
                error(
                        "WINDOW_BACKWARDS",
                        "2026-11-30T13:00:00Z",
                        "ends: 2027-01-01T00:00+11:00",
                        "ends: §2026-12-01T00:00+11:00"),
                error("WINDOW_BACKWARDS", "2026-10-31", "to: 2026-11-30", "to: §2026-10-31"),
                error(
                        "LAYER_RANGES_OVERLAP",
                        "[4999, 10000] \"outage-callback\"",
                        "\nmetrics:\n",
                        secondExperiment("§[4999, 10000]")));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                error("EMPTY_TEXT", "message", "message: welcome", "message: §\"\""),
                error("EMPTY_TEXT", "occasions[billing].job", "job: Put my bill right", "job: §''"),
                error("EMPTY_TEXT", "labels.vip[0]", "vip: [yes]", "vip: [§\"\"]"),
                error("HALF_CHARACTER", "surrogate", "message: welcome", "message: §\"\\uD83D\""),
                error("LIMIT_EXCEEDED", "256 255", "name: Night desk", "name: §" + X256),
                error("LIMIT_EXCEEDED", "256 255", "owner: billing", "owner: §" + "\u00e9".repeat(128)),
                error("LIMIT_EXCEEDED", "65 64", "vip: [yes]", X256.substring(0, 65) + ": §[yes]"),
                error("LIMIT_EXCEEDED", "256 255", "vip: [yes]", "vip: [§" + X256 + "]"),
                error("LIMIT_EXCEEDED", "256 255", "twilio: WQ1", "twilio: §" + X256));
    }

    @ParameterizedTest
    @MethodSource({
        "unknownReferences",
        "unknownReferencesOfRules",
        "ids",
        "rules",
        "numbers",
        "treatmentsAndGuardrails",
        "queuesAndCalendars",
        "scriptsAndExperiments",
        "texts"
    })
    void shouldRefuseATable(final String code, final String names, final List<String> edits) {
        final EditedDocument document = EditedDocument.of(edits.toArray(String[]::new));

        final TableReport report = TableLoader.load(document.bytes(), TODAY);

        document.assertReported(report.problems(), code, List.of(names.split(" ")));
        assertNull(report.table());
    }

    static Stream<Arguments> nearMisses() {
        return Stream.of(
                accepted("metric: relief_by_text", "metric: time_to_relief"),
                accepted("calendar: always\n", "calendar: office\n"),
                accepted("{id: s2, when", "{id: t1, when"),
                accepted("id: callback-first, share", "id: outage-callback, share"),
                accepted("vip: [yes]", "VIP: [yes], vip: [yes]"),
                accepted("when: {}, unless: {intent", "when: {channel: [VOICE]}, unless: {intent"),
                accepted("intent: [bill_too_high], time", "intent: [bill_too_high, bill_too_high], time"),
                accepted("region: [AU-VIC]", "region: [AU]"),
                accepted("region: [AU-VIC]", "region: [A-1-2-3-4-5-6-7]", "  region: [au-vic, nz-auk]\n", ""),
                accepted("unless: {language: [en-AU]}", "unless: {language: [EN_au]}"),
                accepted("priority: 70\n", "priority: 95\n"),
                accepted("sla: 20s}", "sla: 1s}"),
                accepted("sla: -5s", "sla: -1d"),
                accepted("clear_at: 0.80", "clear_at: 100%"),
                accepted("ambiguous_at: 0.45", "ambiguous_at: 0.75"),
                accepted("ambiguous_at: 50%", "ambiguous_at: 0.01%"),
                accepted("margin: 0.10", "margin: 1"),
                accepted("confidence: 0.9}", "confidence: 100%}"),
                accepted("after: 5m, script", "after: 60001ms, script"),
                accepted("surge: {script: careful, message: long-wait, offer: callback}", "surge: {}"),
                accepted(
                        "floors: {priority: 60}",
                        "floors: {priority: 70}",
                        "ceilings: {priority: 95,",
                        "ceilings: {priority: 70,"),
                accepted("instead: general", "instead: triage"),
                accepted("  - {id: night, name: Night desk}\n", chain(8)),
                accepted("weekly: {mon-fri: [\"08:00-12:30\", \"13:15-20:00\"], sat: [\"09:00-24:00\"]}", "weekly: {}"),
                accepted("mon-fri: [\"08:00-12:30\",", "mon-fri: [\"00:00-13:15\","),
                accepted("{date: 2026-12-31", "{date: 2026-12-25"),
                accepted("default: en-AU, languages: {en-AU: billing/en}", "default: en, languages: {en: a, en-AU: b}"),
                accepted("share: 50%}", "share: 33.33%}", "share: 0.5,", "share: 66.67%,"),
                accepted("share: 50%}", "share: 0}", "share: 0.5,", "share: 1,"),
                accepted("range: [0, 5000]", "range: [4999, 5000]"),
                accepted("    range: [0, 5000]\n", ""),
                accepted("    layer: outage-tests\n    range: [0, 5000]\n", ""),
                accepted("\nmetrics:\n", secondExperiment("[5000, 10000]")),
                accepted("to: 2026-11-30", "to: 2026-11-01"),
                accepted("name: Night desk", "name: " + "\u00e9".repeat(127) + "x"),
                accepted("message: welcome", "message: \"\\uD83D\\uDE00\""),
                accepted("vip: [yes]", X256.substring(0, 64) + ": [yes]"));
    }

    @ParameterizedTest
    @MethodSource("nearMisses")
    void shouldAcceptATableThatOnlyLooksWrong(final List<String> edits) {
        final EditedDocument document = EditedDocument.of(edits.toArray(String[]::new));

        final TableReport report = TableLoader.load(document.bytes(), TODAY);

        assertEquals(
                List.of(),
                report.problems().stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .toList());
        assertNotNull(report.table());
    }

    @Test
    void shouldReportMistakesOfFormAndOfMeaningTogetherInDocumentOrder() {
        final EditedDocument document = EditedDocument.of(
                "queue: outage-desk",
                "queue: nowhere",
                "capacity: 400",
                "capacity: many",
                "instead: general",
                "instead: priority-desk");

        final List<Problem> problems = TableLoader.load(document.bytes(), TODAY).problems();

        assertEquals(
                List.of("UNKNOWN_REFERENCE", "INSTEAD_CAPPED", "WRONG_TYPE"),
                problems.stream().map(Problem::code).toList());
    }

    @Test
    void shouldNotRepeatAMistakeOfFormInOtherWords() {
        final EditedDocument document = EditedDocument.of(
                "{id: t2, when: {risk: [fraud_watch]}", "{id: t2, when: {risk: fraud_watch}",
                "    job: Put my bill right\n", "",
                "share: 50%}", "share: half}");

        final List<Problem> problems = TableLoader.load(document.bytes(), TODAY).problems();

        assertEquals(
                List.of("MISSING_KEY", "WRONG_TYPE", "BAD_SHARE"),
                problems.stream().map(Problem::code).toList());
    }

    /** The night desk and queues behind it, each overflowing into the next, with so many moves in all. */
    private static String chain(final int moves) {
        final StringBuilder queues = new StringBuilder();
        for (int i = 0; i <= moves; i++) {
            queues.append("  - id: ").append(i == 0 ? "night" : "night-" + i).append("\n    name: Night desk\n");
            if (i < moves) {
                queues.append("    overflow:\n      ")
                        .append(i == 0 && moves > 8 ? "§" : "")
                        .append("- {when: {closed: true}, to: night-")
                        .append(i + 1)
                        .append("}\n");
            }
        }
        return queues.toString();
    }

    private static String secondExperiment(final String range) {
        return """

                  - id: second
                    occasion: billing
                    unit: contact
                    seed: s
                    layer: outage-tests
                    range: %s
                    arms: [{id: a, share: 1}]
                    metric: retention
                    starts: 2026-12-01T00:00Z
                    ends: 2027-01-01T00:00Z
                metrics:
                """.formatted(range);
    }

    private static Arguments error(final String code, final String names, final String... edits) {
        return arguments(code, names, List.of(edits));
    }

    private static Arguments accepted(final String... edits) {
        return arguments(List.of(edits));
    }
}
