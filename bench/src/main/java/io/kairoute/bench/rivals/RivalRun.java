package io.kairoute.bench.rivals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kairoute.bench.process.Child;
import io.kairoute.bench.process.JavaCommand;
import io.kairoute.bench.process.Tools;
import io.kairoute.bench.subject.Checkout;
import io.kairoute.ctl.outcome.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Times Kairoute and every rival, one after the other, each in its own process. Thread-confined: owned by a command. */
public final class RivalRun {
    /** Engines that run in a JVM, Kairoute first. */
    public static final List<String> JAVA = List.of("core", "hash_map", "kie_dmn", "camunda_dmn");
    /** Engines that run in Node. */
    public static final List<String> NODE = List.of("zen", "json_rules");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int COMPARED = 25;

    private final long millis;
    private final List<Integer> rows;
    private final Consumer<String> progress;
    private final List<RivalTiming> timings = new ArrayList<>();
    private final Map<String, String> leftOut = new LinkedHashMap<>();

    /**
     * Prepares a run.
     *
     * @param millis how long each table and position is measured
     * @param rows the sizes of the tables
     * @param progress hears what is being done
     */
    public RivalRun(final long millis, final List<Integer> rows, final Consumer<String> progress) {
        this.millis = millis;
        this.rows = List.copyOf(rows);
        this.progress = progress;
    }

    /** Times everything that can be timed here. */
    public void run() {
        for (final String engine : JAVA) {
            runJava(engine);
        }
        final String missing = missingForNode();
        if (missing == null) {
            runNode();
        } else {
            NODE.forEach(engine -> leftOut.put(engine, missing));
        }
    }

    /** What was measured. */
    public List<RivalTiming> timings() {
        return List.copyOf(timings);
    }

    /** Engine to the reason why it was left out. */
    public Map<String, String> leftOut() {
        return Map.copyOf(leftOut);
    }

    private void runJava(final String engine) {
        final boolean isForeign = engine.endsWith("_dmn");
        final Path jars = Checkout.target().resolve("rivals").resolve("lib");
        if (isForeign && !Files.isDirectory(jars)) {
            leftOut.put(engine, jars + " is missing; build with mvn package");
            return;
        }
        final List<String> arguments = new ArrayList<>(List.of(engine, Long.toString(millis)));
        rows.forEach(count -> arguments.add(Integer.toString(count)));
        final JavaCommand command =
                new JavaCommand(RivalMain.class).options("-Xmx2g", "-Xms2g").arguments(arguments);
        collect(engine, (isForeign ? command.jars(jars) : command).words(), null);
    }

    private static @Nullable String missingForNode() {
        for (final String tool : List.of("node", "npm")) {
            if (!Tools.has(tool)) {
                return tool + " is not on the PATH";
            }
        }
        return null;
    }

    private void runNode() {
        final Path directory = Checkout.target().resolve("rivals").resolve("node");
        final @Nullable String failure = installed(directory);
        if (failure != null) {
            NODE.forEach(engine -> leftOut.put(engine, failure));
            return;
        }
        final List<String> tables =
                rows.stream().map(count -> table(directory, count)).toList();
        for (final String engine : NODE) {
            final List<String> words = new ArrayList<>(List.of("node", "rival.js", engine, Long.toString(millis)));
            words.addAll(tables);
            collect(engine, words, directory);
        }
    }

    private @Nullable String installed(final Path directory) {
        final Path sources = Checkout.root().resolve("bench").resolve("src/main/rivals");
        try {
            Files.createDirectories(directory);
            try (Stream<Path> files = Files.list(sources)) {
                for (final Path file : files.toList()) {
                    Files.write(directory.resolve(file.getFileName()), Files.readAllBytes(file));
                }
            }
        } catch (final IOException e) {
            return "the packages in " + sources + " cannot be copied: " + e.getMessage();
        }
        if (Files.isDirectory(directory.resolve("node_modules"))) {
            return null;
        }
        // Not npm ci: that wants the engine's binaries of every platform in the lock, and not every registry has them.
        progress.accept("npm install");
        final List<String> words = List.of("npm", "install", "--no-audit", "--no-fund", "--loglevel=error");
        try (Child npm = new Child("npm", words, directory)) {
            npm.drain();
            return npm.await() == 0 ? null : "npm install failed in " + directory;
        }
    }

    private static String table(final Path directory, final int count) {
        final List<RivalRow> table = RivalRow.table(count);
        final Map<String, Question> contacts = new LinkedHashMap<>();
        Positions.of(count).forEach((position, row) -> contacts.put(position, Question.of(table.get(row))));
        final List<Question> compared = new ArrayList<>(contacts.values());
        table.stream().limit(COMPARED).map(Question::of).forEach(compared::add);
        final String name = "table-" + count + ".json";
        try {
            JSON.writeValue(directory.resolve(name).toFile(), new TableFile(table, contacts, compared));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return name;
    }

    /** What rival.js reads. */
    private record TableFile(List<RivalRow> rows, Map<String, Question> contacts, List<Question> compared) {}

    private record Question(Inputs inputs, RivalEngine.Answer answer) {
        static Question of(final RivalRow row) {
            return new Question(
                    new Inputs(row.intent(), row.channel(), row.product(), RivalRow.TIER),
                    new RivalEngine.Answer(row.queue(), row.priority()));
        }
    }

    private record Inputs(String intent, String channel, String product, String tier) {}

    private void collect(final String engine, final List<String> words, final @Nullable Path directory) {
        progress.accept(engine);
        try (Child child = new Child(engine, words, directory)) {
            for (String line = child.readLine(); line != null; line = child.readLine()) {
                if (line.startsWith("{\"engine\"")) {
                    final RivalTiming timing = JSON.readValue(line, RivalTiming.class);
                    timings.add(timing);
                    progress.accept(engine + ", " + timing.rows() + " rows, " + timing.position());
                }
            }
            if (child.await() != 0) {
                throw new Refusal("The rival " + engine + " failed; its own words stand above.");
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
