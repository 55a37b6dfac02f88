package io.kairoute.gateway.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MappingReaderTest {
    private static final String LEAST = "format: 1\nkey: {column: id, type: crm}\ntiers: [{tier: gold}]\n";

    @Test
    void shouldReadTheLeastMappingWithItsDefaults() {
        final ImportMapping mapping = parse(LEAST);

        assertEquals("crm", mapping.key().type());
        assertEquals(List.of(KeyNormalization.TRIM), mapping.key().normalize());
        assertEquals(100, mapping.maxBadBasisPoints());
        assertEquals(ImportMapping.Duplicates.REJECT, mapping.duplicates());
        assertEquals(CsvFormat.DEFAULT, mapping.csv());
        assertEquals(SetNaming.DEFAULT, mapping.set());
        assertEquals(List.of(), mapping.alternateKeys());
        assertEquals(Map.of(), mapping.attributes());
    }

    @Test
    void shouldReadEveryKey() {
        final ImportMapping mapping = parse("""
                format: 1
                csv: {charset: windows-1252, delimiter: ";", decimal: ","}
                set: {version: 2026-11, source_time: 2026-11-01T04:00:00Z}
                max_bad_share: 0.25%
                columns: {total: {blank: "0"}, phone: {blank: unknown}, id: {blank: reject}}
                key: {column: id, type: crm, normalize: [trim, lower]}
                alternate_keys:
                  - {column: phone, type: tel, normalize: e164, country_code: "61"}
                  - {column: mail, type: mail-sha256, normalize: mail-sha256}
                account: {column: account, type: acct, normalize: none, finds: none}
                tiers:
                  - {tier: gold, when: {total: {ge: 100, lt: 1000.5}, plan: [a, b], state: {not: closed}, n: {in: [x], gt: 1, le: 2}}}
                  - {tier: standard}
                attributes:
                  lifecycle: {column: months, bands: [{below: 6, word: new}, {word: loyal}]}
                  sub_tier: {column: plan, values: {a: first, b: second}, default: other}
                  churn_band: {rules: [{word: high, when: {state: leaving}}, {word: low}]}
                  language: {column: language}
                risks: [{risk: vulnerable, when: {age: {ge: 80}}}]
                consent:
                  personalization: {column: c1, values: {"Yes": given, "No": withheld}}
                  marketing: {column: c2, values: {1: given, 0: withheld}, blank: withheld}
                tenure: {column: days, unit: days}
                value: {column: monthly, factor: 12}
                preferred_agent: {column: agent}
                """);

        assertEquals(25, mapping.maxBadBasisPoints());
        assertEquals(
                List.of(KeyNormalization.TRIM, KeyNormalization.LOWER),
                mapping.key().normalize());
        final List<KeyMapping> alternates = mapping.alternateKeys();
        assertEquals(2, alternates == null ? 0 : alternates.size());
        final Map<String, AttributeMapping> attributes = mapping.attributes();
        assertEquals(
                List.of("lifecycle", "sub_tier", "churn_band", "language"),
                attributes == null ? List.of() : List.copyOf(attributes.keySet()));
        final List<TierRule> tiers = mapping.tiers();
        final Map<String, CellCondition> when =
                tiers == null ? null : tiers.get(0).when();
        assertEquals(
                "[total, plan, state, n]",
                when == null
                        ? ""
                        : when.keySet().stream().collect(Collectors.toList()).toString());
        assertEquals(
                List.of("closed"),
                when == null ? List.of() : condition(when, "state").not());
        assertEquals(
                List.of("a", "b"),
                when == null ? List.of() : condition(when, "plan").in());
    }

    @Test
    void shouldReadTheExampleForTelecoms() {
        final ImportMapping mapping =
                MappingReader.read(Path.of("..", "deploy", "examples", "telecom", "customers-mapping.yaml"));

        final List<TierRule> tiers = mapping.tiers();
        assertEquals(
                List.of("platinum", "gold", "silver", "silver", "standard"),
                tiers == null ? List.of() : tiers.stream().map(TierRule::tier).toList());
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void shouldTellWhatIsWrongAndWhere(final String yaml, final String sentence) {
        final ImportException refused = assertThrows(ImportException.class, () -> parse(yaml));

        assertEquals(sentence, refused.getMessage());
    }

    static Stream<Arguments> wrong() {
        return Stream.concat(wrongParts(), wrongRules());
    }

    private static Stream<Arguments> wrongParts() {
        return Stream.of(
                wrong("", "m.yaml: the file is empty"),
                wrong("# nothing\n", "m.yaml: the file is empty"),
                wrong(
                        "format: 2\nkey: {column: id, type: crm}\ntiers: [{tier: gold}]\n",
                        "m.yaml:1:1: format: must be 1, the form that this version reads"),
                wrong(
                        "key: {column: id, type: crm}\ntiers: [{tier: gold}]\n",
                        "m.yaml:1:1: the required key format is missing"),
                wrong("format: 1\ntiers: [{tier: gold}]\n", "m.yaml:1:1: the required key key is missing"),
                wrong(
                        "format: 1\nkey: {column: id, type: crm}\n",
                        "m.yaml:1:1: the required key tiers is missing, or has no rule"),
                wrong(
                        LEAST + "teirs: []\n",
                        "m.yaml:4:1: teirs: unknown key; there are account, alternate_keys, attributes, columns, consent,"
                                + " csv, duplicates, format, key, max_bad_share, preferred_agent, risks, set, tenure,"
                                + " tiers, value"),
                wrong(
                        LEAST + "csv: {delimeter: \",\"}\n",
                        "m.yaml:4:7: csv.delimeter: unknown key; there are charset, decimal, delimiter"),
                wrong(
                        "format: 1\nkey: {colum: id, type: crm}\ntiers: [{tier: gold}]\n",
                        "m.yaml:2:7: key.colum: unknown key; there are column, country_code, normalize, type"),
                wrong(LEAST + "csv: {charset: UTF-9}\n", "m.yaml:4:7: csv.charset: this system knows no UTF-9"),
                wrong(
                        LEAST + "csv: {delimiter: \"::\"}\n",
                        "m.yaml:4:7: csv.delimiter: must be one character, and no quote or line end"),
                wrong(
                        LEAST + "set: {version: \"a b\"}\n",
                        "m.yaml:4:7: set.version: must have 1 to 64 bytes and no blanks"),
                wrong(
                        LEAST + "set: {source_time: yesterday}\n",
                        "m.yaml:4:7: set.source_time: must be file, a day such as 2026-11-01 or an instant such as"
                                + " 2026-11-01T04:00:00Z"),
                wrong(
                        LEAST + "max_bad_share: lots\n",
                        "m.yaml:4:1: max_bad_share: must be a share such as 1% or 0.25%"),
                wrong(
                        "format: 1\nkey: {column: id, type: CRM}\ntiers: [{tier: gold}]\n",
                        "m.yaml:2:19: key.type: must be lower-case letters, digits and hyphens, such as crm"),
                wrong(
                        "format: 1\nkey: {column: id, type: crm, normalize: [upper]}\ntiers: [{tier: gold}]\n",
                        "m.yaml:2:42: key.normalize.0: upper is none of [none, trim, lower, e164, mail-sha256]"),
                wrong(
                        LEAST + "alternate_keys: [" + "{column: a, type: b}, ".repeat(4) + "{column: a, type: b}]\n",
                        "m.yaml:4:1: alternate_keys: there are 5, 4 at most"),
                wrong(
                        LEAST + "duplicates: last\nalternate_keys: [{column: a, type: b}]\n",
                        "m.yaml:4:1: duplicates: last does not go with alternate_keys or account,"
                                + " since those of the row that is replaced would stay"));
    }

    private static Stream<Arguments> wrongRules() {
        return Stream.of(
                wrong(
                        "format: 1\nkey: {column: id, type: crm}\ntiers:\n  - {tier: a}\n  - {tier: b}\n",
                        "m.yaml:3:1: tiers: a has no conditions and is not last: the rules after it would never count"),
                wrong(
                        "format: 1\nkey: {column: id, type: crm}\ntiers:\n  - {tier: a, when: {x: {}}}\n",
                        "m.yaml:4:22: tiers.0.when.x: the condition asks for nothing: give in, not, lt, le, gt or ge"),
                wrong(
                        "format: 1\nkey: {column: id, type: crm}\ntiers:\n  - {tier: a, when: {x: {gte: 5}}}\n",
                        "m.yaml:4:26: tiers.0.when.x.gte: unknown key; there are ge, gt, in, le, lt, not"),
                wrong(
                        "format: 1\nkey: {column: id, type: crm}\ntiers:\n  - {tier: a, when: {x: {ge: much}}}\n",
                        "m.yaml:4:26: tiers.0.when.x.ge: a number is expected here"),
                wrong(
                        LEAST + "attributes: {mood: {column: a}}\n",
                        "m.yaml:4:1: attributes: mood is no attribute: there are sub_tier, lifecycle, value_band, churn_band,"
                                + " health_band, language and preferred_channel, while tiers and risks have their own"
                                + " keys"),
                wrong(
                        LEAST + "attributes: {lifecycle: {word: a}}\n",
                        "m.yaml:4:26: attributes.lifecycle.word: unknown key; there are bands, column, default, rules,"
                                + " values"),
                wrong(
                        LEAST + "attributes: {lifecycle: {column: a, rules: [{word: b}]}}\n",
                        "m.yaml:4:14: attributes.lifecycle: give either column or rules"),
                wrong(
                        LEAST
                                + "attributes: {lifecycle: {column: a, bands: [{below: 6, word: b}, {below: 6, word: c}]}}\n",
                        "m.yaml:4:37: attributes.lifecycle.bands: must rise, but 6 follows 6"),
                wrong(
                        LEAST + "attributes: {lifecycle: {column: a, bands: [{word: b}, {below: 6, word: c}]}}\n",
                        "m.yaml:4:37: attributes.lifecycle.bands: only the last one may do without below"),
                wrong(LEAST + "risks: [{risk: vulnerable}]\n", "m.yaml:4:9: risks.0: the required key when is missing"),
                wrong(
                        LEAST + "consent: {personalization: {column: a, values: {x: maybe}}}\n",
                        "m.yaml:4:49: consent.personalization.values.x: maybe is none of [given, withheld]"),
                wrong(
                        LEAST + "tenure: {column: a, unit: weeks}\n",
                        "m.yaml:4:21: tenure.unit: weeks is none of [days, months, years]"),
                wrong(LEAST + "value: {factor: 12}\n", "m.yaml:4:1: value: the required key column is missing"),
                wrong(LEAST + "tiers: []\n", "m.yaml:4:1: tiers: the key is there twice: keep one"),
                wrong(LEAST + "key2: &a {x: 1}\nkey3: *a\n", "m.yaml:5:7: aliases are not taken, write it out"),
                wrong("format: [1\n", "m.yaml:2:1: a list that begins with [ is never closed, or lacks a comma"),
                wrong("tiers: gold\nformat: 1\n", "m.yaml:1:1: tiers: a list is expected here"));
    }

    private static Arguments wrong(final String yaml, final String sentence) {
        return Arguments.of(yaml, sentence);
    }

    private static ImportMapping parse(final String yaml) {
        return MappingReader.parse("m.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static CellCondition condition(final Map<String, CellCondition> when, final String column) {
        final CellCondition condition = when.get(column);
        if (condition == null) {
            throw new AssertionError(column);
        }
        return condition;
    }
}
