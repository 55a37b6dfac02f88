package io.kairoute.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.kairoute.control.v1.AuditServiceProto;
import io.kairoute.control.v1.DecisionServiceProto;
import io.kairoute.control.v1.LiveOccasionServiceProto;
import io.kairoute.control.v1.NodeServiceProto;
import io.kairoute.control.v1.NoteServiceProto;
import io.kairoute.control.v1.NowServiceProto;
import io.kairoute.control.v1.OutcomeServiceProto;
import io.kairoute.control.v1.QueueServiceProto;
import io.kairoute.control.v1.SegmentServiceProto;
import io.kairoute.control.v1.TableServiceProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the API can do the command line can; a new call needs a command, and a line here. */
final class EveryCallHasACommandTest {
    private static final List<FileDescriptor> SERVICES = List.of(
            AuditServiceProto.getDescriptor(),
            DecisionServiceProto.getDescriptor(),
            LiveOccasionServiceProto.getDescriptor(),
            NodeServiceProto.getDescriptor(),
            NoteServiceProto.getDescriptor(),
            NowServiceProto.getDescriptor(),
            OutcomeServiceProto.getDescriptor(),
            QueueServiceProto.getDescriptor(),
            SegmentServiceProto.getDescriptor(),
            TableServiceProto.getDescriptor());

    private static final Map<String, String> COMMANDS = new TreeMap<>(Map.ofEntries(
            Map.entry("ListAuditEntries", "audit list"),
            Map.entry("GetAuditHead", "audit head"),
            Map.entry("ListDecisions", "decisions tail"),
            Map.entry("ExportDecisions", "decisions export"),
            Map.entry("ExplainDecision", "decisions explain"),
            Map.entry("GetNode", "status"),
            Map.entry("GetTableNames", "decisions tail"),
            Map.entry("DeclareLiveOccasion", "occasions declare"),
            Map.entry("ExtendLiveOccasion", "occasions extend"),
            Map.entry("ResolveLiveOccasion", "occasions resolve"),
            Map.entry("ListLiveOccasions", "occasions list"),
            Map.entry("WatchLiveOccasions", "occasions watch"),
            Map.entry("PreviewLiveOccasion", "occasions preview"),
            Map.entry("ReportOutcomes", "outcomes import"),
            Map.entry("ListOutcomes", "outcomes tail"),
            Map.entry("GetOutcome", "outcomes show"),
            Map.entry("GetOutcomeCoverage", "outcomes coverage"),
            Map.entry("OverrideQueue", "queues override"),
            Map.entry("ClearQueueOverride", "queues clear"),
            Map.entry("ListQueues", "queues list"),
            Map.entry("ReportQueueStates", "queues report"),
            Map.entry("SetSwitch", "switch"),
            Map.entry("ListSwitches", "switch"),
            Map.entry("ListSegmentSets", "segments list"),
            Map.entry("ImportSegmentSet", "segments import"),
            Map.entry("UpsertCustomer", "segments upsert"),
            Map.entry("DeleteCustomer", "segments delete"),
            Map.entry("GetCustomer", "segments get"),
            Map.entry("EraseCustomer", "segments erase"),
            Map.entry("GetSegmentStatistics", "segments stats"),
            Map.entry("ActivateSegmentSet", "segments activate"),
            Map.entry("RollbackSegmentSet", "segments rollback"),
            Map.entry("CreateDraft", "table draft save"),
            Map.entry("UpdateDraft", "table draft save"),
            Map.entry("DeleteDraft", "table draft delete"),
            Map.entry("ListDrafts", "table draft list"),
            Map.entry("ApproveDraft", "table draft approve"),
            Map.entry("SchedulePublish", "table draft schedule"),
            Map.entry("CancelScheduledPublish", "table draft unschedule"),
            Map.entry("ValidateTable", "table validate"),
            Map.entry("PublishTable", "table publish"),
            Map.entry("RollbackTable", "table rollback"),
            Map.entry("ListRevisions", "table list"),
            Map.entry("ExportTable", "table export"),
            Map.entry("DiffTables", "table diff"),
            Map.entry("GetPublication", "table list"),
            Map.entry("SimulateTable", "table simulate"),
            Map.entry("StreamSimulation", "table simulate"),
            Map.entry("ExportTuning", "table matrix export"),
            Map.entry("ImportTuning", "table matrix import"),
            Map.entry("TryContact", "table try")));

    /** Calls that no command makes, each with the reason. */
    private static final Map<String, String> WITHOUT_A_COMMAND = Map.of(
            "VerifyAudit", "the console reads it; audit verify checks the chain itself",
            "TryDecision", "the console changes one thing of a logged contact; table try takes a contact as it is",
            "StreamOutcomes", "systems that have many to tell use it; outcomes import asks call by call",
            "GetCaller", "the console reads it",
            "SaveNote", "the console writes it",
            "GetNote", "the console reads it",
            "ListNotes", "the console reads it",
            "WatchNow", "the console reads it",
            "GetRates", "the console reads it");

    /** The same as another call that a command makes, which answers at once where that one streams. */
    private static final Set<String> MADE_AS_A_STREAM = Set.of("SimulateTable");

    @Test
    void shouldReachEveryCallOfTheControlApi() {
        final Set<String> calls = SERVICES.stream()
                .flatMap(file -> file.getServices().stream())
                .flatMap(service -> service.getMethods().stream())
                .map(MethodDescriptor::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        final Set<String> known = new TreeSet<>(COMMANDS.keySet());
        known.addAll(WITHOUT_A_COMMAND.keySet());
        assertEquals(calls, known);
    }

    @Test
    void shouldHaveEachOfTheseCommands() {
        final CommandLine line = CommandWords.root();
        COMMANDS.forEach((call, words) -> {
            CommandLine command = line;
            for (final String word : words.split(" ", -1)) {
                command = command.getSubcommands().get(word);
                assertNotNull(command, call + ": kairoute " + words);
            }
        });
    }

    @Test
    void shouldMakeEachOfTheseCalls() throws IOException {
        final String sources;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .map(EveryCallHasACommandTest::read)
                    .collect(Collectors.joining());
        }

        final Set<String> notMade = COMMANDS.keySet().stream()
                .filter(call -> !MADE_AS_A_STREAM.contains(call))
                .filter(call ->
                        !sources.contains("." + Character.toLowerCase(call.charAt(0)) + call.substring(1) + "("))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of(), notMade);
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }
}
