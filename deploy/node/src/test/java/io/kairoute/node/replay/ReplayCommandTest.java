package io.kairoute.node.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.FakeServer;
import io.kairoute.ctl.outcome.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplayCommandTest {
    private static final String MAPPING =
            "format: 1\nfields: {contact_id: {column: id}, intent: {column: why}, intent_confidence: {column: sure}}\n";

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldWriteEveryDecisionInFileOrderAndCountThem(final boolean json) throws IOException {
        final StringBuilder rows = new StringBuilder("id,why,sure\n");
        for (int i = 0; i < 500; i++) {
            rows.append("c").append(i).append(i % 4 == 0 ? ",outage,1\n" : ",billing,1\n");
        }
        final Path decisions = directory.resolve("decisions.csv");

        final CommandRun run;
        try (FakeServer server = new FakeServer()) {
            run = replay(rows.toString(), server, json, decisions);
        }

        assertEquals(ExitCode.DONE, run.code(), run.err());
        final List<String> lines = Files.readAllLines(decisions);
        assertEquals(501, lines.size());
        for (int i = 0; i < 500; i++) {
            assertTrue(lines.get(i + 1).startsWith("c" + i + ",,"), lines.get(i + 1));
        }
        assertTrue(run.out().contains("  billing        375  75.0 %"), run.out());
        assertTrue(run.out().contains("  outage         125  25.0 %"), run.out());
        assertTrue(run.err().contains("ok Replaying contacts.csv: 500 contacts in"), run.err());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGoOnAfterARefusedContactAndSaySoInTheEnd(final boolean json) throws IOException {
        final Path decisions = directory.resolve("decisions.csv");

        final CommandRun run;
        try (FakeServer server = new FakeServer()) {
            run = replay("id,why,sure\na,x,1\nrefused,x,1\nb,x,1\n", server, json, decisions);
        }

        assertEquals(ExitCode.FAILED, run.code());
        assertTrue(run.err().contains("1 calls got no decision:"), run.err());
        assertEquals(4, Files.readAllLines(decisions).size());
        assertTrue(Files.readAllLines(decisions).get(3).startsWith("b,"));
    }

    @Test
    void shouldNameBadRowsAndStillReplayTheOthers() throws IOException {
        final CommandRun run;
        try (FakeServer server = new FakeServer()) {
            run = replay("id,why,sure\na,x,very\nb,x,1\n", server, false, directory.resolve("d.csv"));
        }

        assertEquals(ExitCode.FAILED, run.code());
        assertTrue(run.err().contains("contacts.csv:2: column sure: \"very\" is no number"), run.err());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSayInOneSentenceThatNobodyAnswers(final boolean json) throws IOException {
        final FakeServer gone = new FakeServer();
        gone.close();

        final CommandRun run = replay("id,why,sure\na,x,1\n", gone, json, directory.resolve("d.csv"));

        assertEquals(ExitCode.UNREACHABLE, run.code());
        assertTrue(run.err().startsWith("No server answers at 127.0.0.1:"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void shouldSayInOneSentenceThatAFileIsMissing() {
        final CommandRun run = CommandRun.of("replay", "no-such.csv", "--mapping", "no-such.yaml");

        assertEquals(ExitCode.NOT_FOUND, run.code());
        assertEquals("no-such.yaml does not exist.\n", run.err());
    }

    @Test
    void shouldReplaceNoFileOfDecisionsUnlessTold() throws IOException {
        final Path decisions = Files.writeString(directory.resolve("kept.csv"), "yesterday's");
        final String[] words = {
            "replay",
            Files.writeString(directory.resolve("contacts.csv"), "id\n1\n").toString(),
            "--mapping=" + Files.writeString(directory.resolve("mapping.yaml"), MAPPING),
            "--out=" + decisions
        };

        final CommandRun refused = CommandRun.of(words);

        assertEquals(ExitCode.NOT_WRITTEN, refused.code());
        assertEquals(decisions + " exists: name another --out, or replace it with --force.\n", refused.err());
        assertEquals("yesterday's", Files.readString(decisions));
    }

    private CommandRun replay(final String rows, final FakeServer server, final boolean json, final Path decisions)
            throws IOException {
        final Path contacts = Files.writeString(directory.resolve("contacts.csv"), rows);
        final Path mapping = Files.writeString(directory.resolve("mapping.yaml"), MAPPING);
        final String target = (json ? server.jsonTarget() : server.grpcTarget()).authority();
        return CommandRun.of(
                "replay",
                contacts.toString(),
                "--mapping=" + mapping,
                "--target=" + target,
                "--out=" + decisions,
                json ? "--http" : "--http=false");
    }
}
