package io.kairoute.insight.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.outcome.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A form that is wrong: one sentence that names the field, and nothing else. */
@Isolated("standard input is one for the whole process")
final class BadFormTest {
    private static final String ARM = "{\"units\": 10, \"of\": {\"sum\": 5, \"sum_squares\": 9}}";
    private static final String TEST =
            "{\"kind\": \"mean\", \"control\": " + ARM + ", \"treatment\": " + ARM + ", \"alpha\": 0.05}";

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "kind": "mean"       | "kind": "average"          | kind is "average"; it can be mean, share, ratio, quantile.
            "kind": "mean",      | "x": 1,                    | kind is missing.
            "alpha": 0.05        | "alpha": 0.7               | alpha is 0.7; it has to be above 0 and below 0.5.
            "alpha": 0.05        | "alpha": "5 %"             | alpha has to be a number.
            "alpha": 0.05        | "alpha": null              | alpha is null; leave it out.
            "alpha": 0.05        | "alhpa": 0.05              | alhpa is not known here; did you mean alpha?
            "alpha": 0.05        | "alpha": 0.05, "alpha": 1  | alpha stands there twice.
            "alpha": 0.05        | "sequential": {"planned_units": 0} | sequential.planned_units is 0; it has to be above 0 and
            "alpha": 0.05        | "sequential": {"units": 9} | sequential.units is not known here
            "alpha": 0.05        | "sequential": 5000         | sequential is no object.
            "alpha": 0.05        | "bayes": {"prior": {"mean": 0, "sd": 0}} | bayes.prior.sd is 0; it has to be above 0.
            "alpha": 0.05        | "alternative": "up"        | alternative is "up"; it can be two-sided, greater, less.
            "alpha": 0.05        | "strata": []               | strata has 0 entries; there have to be 1 at least.
            "alpha": 0.05        | "strata": [{"name": "a"}]  | strata[0].control is missing.
            "control": {         | "control": 7, "x": {       | control is no object.
            "units": 10          | "units": 10.5              | control.units is 10.5; it has to be a whole number.
            "units": 10          | "units": -1                | control.units is -1; it can be 0 to 9007199254740992.
            "units": 10          | "units": 1e30              | control.units is 1000000000000000000000000000000; it can be 0 to
            "sum": 5             | "sum": "5"                 | control.of.sum has to be a number.
            "sum": 5             | "sum": 1e400               | control.of.sum is too large.
            "sum": 5             | "sum": 1e99999999999       | control.of.sum is 1e99999999999, and too large.
            "sum": 5,            |                            | control.of.sum is missing.
            "sum_squares": 9     | "sum_squares": -9          | control.of.sum_squares is -9, and below 0.
            "sum_squares": 9     | "sum_squares": 2           | control.of.sum_squares is less than 10 units with this sum can have.
            {"sum": 5            | [{"sum": 5                 | is no JSON at line 1, column
            "sum": 5             | "sum": NaN                 | is no JSON at line 1, column
            "sum": 5             | 'sum': 5                   | is no JSON at line 1, column
            "sum": 5             | "sum": 05                  | is no JSON at line 1, column
            """)
    void shouldNameTheFieldThatIsWrong(final String from, final String to, final String sentence) throws IOException {
        final String form = TEST.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to == null ? "" : to));

        assertRefused(StatsRun.raw(directory, "test", form), sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            test   | {"kind": "share", "control": {"units": 3, "of": {"sum": 4}}}       | control.of.sum is more than the units
            test   | {"kind": "share", "control": {"units": 3, "of": {"sum": 3}, "of_before": {"sum": 2}, "products": {"of_of_before": 1}}} | control.products.of_of_before is 1, which no units with these sums can have.
            test   | {"kind": "mean", "control": {"units": 2, "of": {"sum": 1, "sum_squares": 1}, "of_before": {"sum": 1, "sum_squares": 1}, "products": {"of_of_before": 9}}} | control.products.of_of_before is further from the sums than any units can make it.
            test   | {"kind": "ratio", "control": {"units": 2, "of": {"sum": 1, "sum_squares": 1}}} | control.per is missing.
            test   | {"kind": "quantile", "quantile": 1, "control": {}}                 | quantile is 1; it has to be above 0 and below 1.
            test   | {"kind": "quantile", "quantile": 0.5, "control": {"values": 9, "estimate": 1, "lower": 2, "upper": 3}} | control.lower is above the estimate.
            srm    | {"arms": [{"name": "a", "units": 1, "weight": 1}]}                 | arms has 1 entries; there have to be 2 at least.
            srm    | {"arms": [{"name": "a", "units": 1, "weight": -1}, {}]}            | arms[0].weight is -1, and below 0.
            srm    | {"arms": [{"name": "", "units": 1, "weight": 1}, {}]}              | arms[0].name has to be a text.
            power  | {"kind": "mean", "mean": 1, "sd": 1, "lift": 0}                    | lift has to be above -1, and not 0.
            power  | {"kind": "share", "mean": 1.5, "lift": 0.1}                        | mean is the share of units, which is 0 to 1.
            power  | {"kind": "mean", "mean": 1, "sd": 1, "lift": 0.1, "arms": 1}       | arms can be 2 to 20.
            power  | {"kind": "mean", "mean": 1, "sd": 1, "lift": 0.1, "traffic": {"units_per_period": 1, "periods": 0}} | traffic.periods can be 1 to 1000.
            adjust | {"method": "bonferroni", "tests": []}                              | method is "bonferroni"; it can be holm, benjamini-hochberg.
            adjust | {"method": "holm", "tests": [{"name": "a", "p": 1.1}]}             | tests[0].p is above 1.
            rmst   | {"window": 0}                                                      | window is 0; it has to be above 0.
            rmst   | {"window": 60, "control": {"relieved": [[1]]}}                     | control.relieved[0] is no pair of numbers.
            rmst   | {"window": 60, "control": {"relieved": [[-1, 1]]}}                 | control.relieved[0][0] is a time below 0.
            rmst   | {"window": 60, "control": {"open": [[1, 1], [2, 0.5]]}}            | control.open[1][1] has to be a count of contacts.
            """)
    void shouldNameTheFieldOfEachForm(final String command, final String form, final String sentence)
            throws IOException {
        assertRefused(StatsRun.raw(directory, command, form), sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            [1]            | is no JSON object; docs/LEARNING.md has the forms.
            {"kind":       | ends in the middle of its JSON.
            {} {}          | is no JSON at line 1, column
            """)
    void shouldRefuseWhatIsNoForm(final String text, final String sentence) throws IOException {
        assertRefused(StatsRun.raw(directory, "test", text), sentence);
    }

    @Test
    void shouldRefuseAFormThatIsTooDeepOrTooLong() throws IOException {
        assertRefused(StatsRun.raw(directory, "test", "{\"a\":" + "[".repeat(100_000)), "lies too deep.");
        assertRefused(StatsRun.raw(directory, "test", " ".repeat(16 * 1024 * 1024 + 1)), "is larger than 16 MiB.");
    }

    @Test
    void shouldRefuseAFileThatIsNotThereOrIsNoText() throws IOException {
        final Path bytes = Files.write(directory.resolve("bytes"), new byte[] {(byte) 0xC3, 0x28});

        final CommandRun none =
                CommandRun.of("stats", "srm", directory.resolve("none.json").toString());
        assertRefused(ExitCode.NOT_FOUND, none, "none.json does not exist.");
        assertRefused(CommandRun.of("stats", "srm", bytes.toString()), "is not UTF-8, from line 1 on");
        assertRefused(CommandRun.of("stats", "srm", directory.toString()), "is a directory.");
    }

    @Test
    void shouldRefuseStandardInputThatIsNoText() {
        final InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(new byte[] {'{', (byte) 0xFC, '}'}));

            assertRefused(CommandRun.of("stats", "power"), "Standard input is not UTF-8, from line 1 on");
        } finally {
            System.setIn(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n"})
    void shouldSayThatStandardInputIsEmpty(final String text) {
        assertRefused(withInput(text, "stats", "power"), "Standard input: is empty.");
    }

    @Test
    void shouldReadStandardInputWhereNoFileIsNamed() {
        final CommandRun run = withInput(
                "\uFEFF{\"method\": \"holm\", \"tests\": [{\"name\": \"csat\", \"p\": 0.01}]}",
                "stats",
                "adjust",
                "-o",
                "yaml");

        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertTrue(run.out().contains("corrected: 0.01"), run.out());
    }

    @Test
    void shouldAskWhichOneIsMeant() {
        final CommandRun run = CommandRun.of("stats");

        assertEquals(ExitCode.USAGE, run.code());
        assertTrue(run.err().startsWith("Which one: kairoute stats test|srm|power|adjust|rmst."), run.err());
    }

    private static CommandRun withInput(final String text, final String... arguments) {
        final InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            return CommandRun.of(arguments);
        } finally {
            System.setIn(before);
        }
    }

    private static void assertRefused(final CommandRun run, final String sentence) {
        assertRefused(ExitCode.FAILED, run, sentence);
    }

    private static void assertRefused(final int code, final CommandRun run, final String sentence) {
        assertEquals(code, run.code(), run.err());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(sentence), run.err());
    }
}
