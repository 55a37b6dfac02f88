package io.kairoute.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.outcome.ExitCode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of command lines that cannot be understood. */
final class MisunderstandingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            occasions list --tenat x                         | There is no option --tenat; did you mean --tenant?
            occasions list -tenant x                         | There is no option -tenant; did you mean --tenant?
            occasions lst                                    | There is no command lst; did you mean list?
            occasions resolve a b                            | There is one word too many: b.
            queues override billing close --for 1h --reason x | KIND: "close" is none of open, closed, redirect, surge; did you mean closed?
            queues override billing closed --reason x        | --for SPAN is needed: for how long, such as 2h or 1h30m.
            queues override billing closed --for 1h          | --reason TEXT is needed: why; it stands in the audit trail.
            queues override billing closed                   | --for SPAN and --reason TEXT are needed.
            queues clear                                     | QUEUE is needed: which queue.
            queues override billing closed --reason x --for  | --for stands without its value: --for SPAN.
            queues override billing closed --for --reason x  | --for stands without its value: --for SPAN.
            audit list --count 0                             | --count: "0" is no number from 1 to 1000.
            table list --count 1001                          | --count: "1001" is no number from 1 to 1000.
            decisions tail --count -1                        | --count: "-1" is no number from 0 to 1000.
            decisions tail --count few                       | --count: "few" is no number from 0 to 1000.
            table list --before soon                         | --before: "soon" is no whole number.
            queues report billing --depth 99999999999        | --depth: "99999999999" is no whole number.
            queues report billing --wait 9223372036854776    | --wait: "9223372036854776" is no number of seconds from 0 to 31536000, a year.
            queues report billing --wait 31536001            | --wait: "31536001" is no number of seconds from 0 to 31536000, a year.
            queues report billing --wait -1                  | --wait: "-1" is no number of seconds from 0 to 31536000, a year.
            route --confidence sure                          | --confidence: "sure" is no number such as 0.8.
            audit list -o jsn                                | --output: "jsn" is none of table, wide, json, yaml; did you mean json?
            audit list -o                                    | --output stands without its value: --output FORMAT.
            audit list -o json --output yaml                 | --output is given twice; give it once.
            segments erase crm:1 --yes=no                    | --yes takes no value; type it alone.
            route --label vip                                | --label: "vip" is no NAME=VALUE.
            route --label vip=yes --label vip=no             | --label: vip is given twice; give it once.
            segments upsert crm:1 --tier gold --source-version 1 --set language=es --set language=en | --set: language is given twice; give it once.
            """)
    void shouldSayInTheHelpsOwnWordsWhatIsWrongAndWhereToLook(final String typed, final String sentence) {
        final CommandRun run = CommandRun.of(typed.split(" ", -1));

        final List<String> said = run.err().lines().toList();
        assertEquals(ExitCode.USAGE, run.code(), run.err());
        assertEquals(sentence, said.get(0));
        assertTrue(said.get(1).matches("Try: kairoute( [a-z]+)+ --help"), said.get(1));
        assertEquals(2, said.size(), run.err());
    }
}
