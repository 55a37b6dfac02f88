package io.kairoute.node.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.outcome.ExitCode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityCommandTest {
    @Test
    void shouldTellAProgramWhatItTellsAPerson() throws IOException {
        final CommandRun shown = CommandRun.of("capacity", "--customers", "10M", "--rate", "20000");
        final JsonNode told = json("--customers", "10M", "--rate", "20000");

        assertEquals(ExitCode.DONE, shown.code(), shown.err());
        for (final String name : List.of("heap_mib", "beside_heap_mib", "pages_mib", "memory_limit_mib")) {
            assertTrue(shown.out().contains(" " + told.get(name).asText() + " MiB"), name + "\n" + shown.out());
        }
        for (final String name : List.of("segment_sets_gib", "decision_log_gib", "disk_gib")) {
            assertTrue(shown.out().contains(" " + told.get(name).asText() + " GiB"), name + "\n" + shown.out());
        }
        assertTrue(shown.out().contains(told.get("java_opts").asText()), shown.out());
        assertTrue(shown.out().contains("Nodes: " + told.get("nodes").asText() + " of 4 cores"), shown.out());
        assertEquals(
                "-Xmx" + told.get("heap_mib").asText() + "m",
                told.get("java_opts").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "--customers, 20M, heap_mib",
        "--keys-per-customer, 2, pages_mib",
        "--tenants, 900, heap_mib",
        "--rules, 8000, heap_mib",
        "--rate, 2M, nodes",
        "--mean-rate, 900, decision_log_gib",
        "--retention, 300, decisions_max_gib",
        "--cores, 64, beside_heap_mib"
    })
    void shouldNeedMoreForMore(final String option, final String more, final String figure) throws IOException {
        final String[] asked = option.equals("--customers")
                ? new String[] {option, more}
                : new String[] {"--customers", "100k", option, more};

        final JsonNode usual = json("--customers", "100k");
        final JsonNode larger = json(asked);

        assertTrue(larger.get(figure).asLong() > usual.get(figure).asLong(), larger + " and " + usual);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--customers|ten|is no number up to 1000M, as 20000, 300k or 10M",
                "--customers|10T|is no number up to 1000M, as 20000, 300k or 10M",
                "--rate|-1|is no number up to 1000M, as 20000, 300k or 10M",
                "--customers|2G|is no number up to 1000M, as 20000, 300k or 10M",
                "--tenants|0|--tenants must be 1 to 1024",
                "--cores|257|--cores must be 1 to 256",
                "--retention|0|--retention must be 1 to 3650",
                "--keys-per-customer|0.5|--keys-per-customer must be 1 to 100",
                "--keys-per-customer|NaN|is no number up to 1000M, as 20000, 300k or 10M",
                "--customers|1e9|is no number up to 1000M, as 20000, 300k or 10M",
                "--customers|99999999999999999999|is no number up to 1000M, as 20000, 300k or 10M",
                "--mean-rate|1001|--mean-rate is over --rate",
                "--cores|99999999999|is no whole number",
                "--rules|9000|--rules must be 0 to 8192"
            })
    void shouldRefuseWhatIsNoWorkload(final String option, final String value, final String sentence) {
        final CommandRun refused = CommandRun.of("capacity", option + "=" + value);

        assertEquals(ExitCode.USAGE, refused.code(), refused.out());
        assertTrue(refused.err().contains(sentence), refused.err());
    }

    @Test
    void shouldRefuseMoreKeysThanASegmentSetCanHold() {
        final CommandRun refused = CommandRun.of("capacity", "--customers", "600M", "--keys-per-customer", "2");

        assertEquals(ExitCode.USAGE, refused.code(), refused.out());
        assertTrue(refused.err().contains("Keys of all customers must be 0 to 1000000000."), refused.err());
    }

    @Test
    void shouldSayThatADecisionLogIsLargerThanItCanBeSetTo() {
        final CommandRun shown = CommandRun.of("capacity", "--rate", "1000M", "--retention", "3650");

        assertEquals(ExitCode.DONE, shown.code(), shown.err());
        assertTrue(shown.out().contains("decisions.max_gib: 65536 for each tenant"), shown.out());
        assertTrue(shown.out().contains("can be: keep decisions for fewer days."), shown.out());
    }

    @ParameterizedTest
    @CsvSource({"20000, 20000", "300k, 300000", "1.5M, 1500000", "1g, 1000000000", "0, 0"})
    void shouldReadNumbersAsPeopleWriteThem(final String typed, final double read) {
        assertEquals(read, new Amount().convert(typed));
    }

    private static JsonNode json(final String... options) throws IOException {
        final String[] all = new String[options.length + 3];
        all[0] = "capacity";
        all[1] = "-o";
        all[2] = "json";
        System.arraycopy(options, 0, all, 3, options.length);
        final CommandRun run = CommandRun.of(all);
        assertEquals(ExitCode.DONE, run.code(), run.err());
        return new ObjectMapper().readTree(run.out());
    }
}
