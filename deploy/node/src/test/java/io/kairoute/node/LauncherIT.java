package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.CommandWords;
import io.kairoute.ctl.HelpPages;
import io.kairoute.ctl.outcome.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher where nobody looks: under cron, in a slim container, in a pipe, on a full disk. */
final class LauncherIT {
    private static final Path ROOT = Path.of(System.getProperty("kairoute.root", "../.."));
    private static final String LAUNCHER =
            ROOT.resolve("deploy/kairoute").toAbsolutePath().normalize().toString();
    private static final String TABLE = ROOT.resolve("deploy/examples/telecom/table.yaml")
            .toAbsolutePath()
            .normalize()
            .toString();
    private static final List<String> LOCALES =
            List.of("", "LC_ALL=C", "LANG=POSIX", "LC_ALL=tr_TR.UTF-8", "LC_ALL=de_DE.ISO-8859-1");
    private static final long PATIENCE_S = 90;

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"", "LC_ALL=C", "LANG=POSIX", "LC_ALL=tr_TR.UTF-8", "LC_ALL=de_DE.ISO-8859-1"})
    void shouldReadAndWriteUtf8InEveryLocale(final String locale) throws Exception {
        final String name = "Störung 断线.yaml";
        final String text = Files.readString(Path.of(TABLE)).replace("Service outage", "Störung, 断线");
        Files.writeString(directory.resolve("plain.yaml"), text);

        final int code = shell("cp plain.yaml '" + name + "' && env -i PATH=\"$PATH\" JAVA_HOME=\"$JAVA_HOME\" "
                + locale + " '" + LAUNCHER + "' table convert '" + name + "' > out.yaml 2> err");

        assertEquals(ExitCode.DONE, code, read("err"));
        assertEquals("", read("err"));
        assertTrue(read("out.yaml").startsWith("table: telecom\n"), read("out.yaml"));
        assertEquals(text.contains("断线"), read("out.yaml").contains("断线"));
    }

    // Every command meets one locale and one end of its output; which ones goes on from command to command.
    @Test
    void shouldEndAsItShouldForEveryCommandInEverySurrounding() {
        final List<String> commands = CommandWords.all().toList();
        final Map<String, String> wrong = new ConcurrentHashMap<>();
        IntStream.range(0, commands.size()).parallel().forEach(i -> {
            final String command = commands.get(i);
            final String said = surrounded(command, i);
            if (!said.isEmpty()) {
                wrong.put(command, said);
            }
        });
        assertEquals(Map.of(), new TreeMap<>(wrong));
    }

    // A command's help, then the command with nothing said; the demo would be a whole run.
    private String surrounded(final String command, final int i) {
        final String locale = LOCALES.get(i % LOCALES.size());
        final String launcher = "env -i PATH=\"$PATH\" JAVA_HOME=\"$JAVA_HOME\" HOME=\"$PWD\" " + locale + " '"
                + LAUNCHER + "' " + command;
        final String out = "out-" + i;
        final String err = "err-" + i;
        final String end =
                List.of(" > " + out, " > /dev/full", " | head -c 1 > " + out).get(i % 3);
        try {
            final int code =
                    shell("s" + i, "set -o pipefail; " + launcher + " --help" + end + " 2> " + err + " < /dev/null");
            final boolean isHelped =
                    switch (i % 3) {
                        case 0 ->
                            code == ExitCode.DONE
                                    && read(out).equals(HelpPages.read(command))
                                    && read(err).isEmpty();
                        case 1 ->
                            code == ExitCode.NOT_WRITTEN && read(err).lines().count() == 1;
                        default ->
                            (code == ExitCode.DONE || code == ExitCode.READER_GONE)
                                    && read(err).isEmpty();
                    };
            if (!isHelped) {
                return "--help: " + code + " " + read(err);
            }
            if (command.isEmpty() || command.equals("demo")) {
                return "";
            }
            final int plain = shell("p" + i, launcher + " > " + out + " 2> " + err + " < /dev/null");
            final boolean isSaid = read(err).lines().count() <= 2 && !read(err).contains("Exception");
            final boolean isAsked = command.equals("serve") || isSaid;
            return isAsked && (plain == ExitCode.DONE || !read(err).isBlank()) ? "" : plain + " " + read(err);
        } catch (final IOException | InterruptedException e) {
            return e.toString();
        }
    }

    @Test
    void shouldTellTheShellOfAFullDiskAndOfAReaderThatWent() throws Exception {
        assertEquals(
                ExitCode.NOT_WRITTEN, shell("'" + LAUNCHER + "' table convert '" + TABLE + "' > /dev/full 2> err"));
        assertEquals(1, read("err").lines().count(), read("err"));

        assertEquals(
                ExitCode.READER_GONE,
                shell("set -o pipefail; '" + LAUNCHER + "' table convert '" + TABLE + "' 2> err | true"));
        assertEquals("", read("err"));
    }

    @Test
    void shouldAskNobodyAndColourNothingWithoutATerminal() throws Exception {
        assertEquals(ExitCode.DONE, shell("'" + LAUNCHER + "' help exit-codes < /dev/null > out 2> err"));
        assertTrue(read("out").indexOf('\u001b') < 0, read("out"));
        assertEquals("", read("err"));
    }

    @Test
    void shouldNameATemporaryFolderThatIsNotThere() throws Exception {
        // Within the test's own directory: some library makes the folder in the end, and the next start finds it.
        final int code = shell("KAIROUTE_JAVA_OPTS=-Djava.io.tmpdir=$PWD/no-such-folder '" + LAUNCHER
                + "' serve --data-dir data --table '" + TABLE + "' --route-port 0 --admin-port 0 > out 2> err");

        assertEquals(ExitCode.FAILED, code, read("err"));
        final List<String> said = read("err")
                .lines()
                .filter(line -> line.contains("/no-such-folder"))
                .toList();
        assertEquals(1, said.size(), read("err"));
        assertTrue(said.get(0).contains("-Djava.io.tmpdir="), read("err"));
        assertTrue(read("err").lines().noneMatch(line -> line.startsWith("\tat ")), read("err"));
    }

    @Test
    void shouldRefuseLettersThatTheLocaleCannotHoldWithoutTheLauncher() throws Exception {
        final int code = shell("LC_ALL=C \"$JAVA_HOME/bin/java\" -jar '"
                + Path.of(System.getProperty("kairoute.jar", "target/kairoute.jar"))
                        .toAbsolutePath()
                + "' occasions declare outage --region US --for 1h --reason Störung > out 2> err");

        assertEquals(ExitCode.USAGE, code, read("err"));
        assertTrue(read("err").contains("LC_ALL=C.UTF-8"), read("err"));
    }

    private int shell(final String script) throws IOException, InterruptedException {
        return shell("script", script);
    }

    private int shell(final String name, final String script) throws IOException, InterruptedException {
        final ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of("bash", name + ".sh")))
                .directory(directory.toFile())
                .redirectOutput(directory.resolve(name + ".out").toFile())
                .redirectError(directory.resolve(name + ".err").toFile());
        // Bytes in a file, since this JVM may itself run in a locale that has no such letters.
        Files.writeString(directory.resolve(name + ".sh"), script + "\n", StandardCharsets.UTF_8);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("KAIROUTE_"));
        final Process process = builder.start();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end of: " + script);
        }
        return process.exitValue();
    }

    private String read(final String file) throws IOException {
        return Files.readString(directory.resolve(file), StandardCharsets.UTF_8);
    }
}
