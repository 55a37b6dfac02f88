package io.kairoute.router.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/EMBEDDING.md shows, compiled and run as it stands. */
class EmbeddingPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Path EXAMPLE = ROOT.resolve("deploy/examples/embedding/Embedding.java");
    private static final Path TABLE = ROOT.resolve("deploy/examples/telecom/table.yaml");

    @TempDir
    private Path directory;

    @Test
    void shouldShowTheProgramAsItIs() throws IOException {
        assertEquals(Files.readString(EXAMPLE), block("```java file=deploy/examples/embedding/Embedding.java\n"));
    }

    @Test
    void shouldShowHowASetIsLoadedAsItIs() throws IOException {
        final String source = "router-core/src/test/java/io/kairoute/router/embed/LoadingASet.java";

        assertEquals(Files.readString(ROOT.resolve(source)), block("```java file=" + source + "\n"));
    }

    @Test
    void shouldFindWhoeverWasLoadedAsThePageShows() {
        try (EmbeddedRouting routing = Host.open(directory)) {
            LoadingASet.goldFor(routing, List.of("crm:7", "crm:8"), "november", Host.NOON);

            final RoutedContact routed = routing.newRouter().route(Host.by("crm:8"));

            assertEquals("gold", routed.tier());
            assertEquals("november", routed.segmentSetVersion());
        }
    }

    @Test
    void shouldShowTheFlagsOfTheLauncher() throws IOException {
        final List<String> flags = Files.readAllLines(ROOT.resolve("deploy/jvm.options")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();

        assertEquals(flags, block("```text shown=\"[^\"]*\"\n").lines().toList());
    }

    @Test
    void shouldRouteInTheProgramThatThePageShows() throws Exception {
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final int outcome = compiler.run(
                null, said, said, "-cp", classes().toString(), "-d", directory.toString(), EXAMPLE.toString());
        assertEquals(0, outcome, () -> said.toString(StandardCharsets.UTF_8));

        final String printed = run();

        // What the first contact comes for hangs on the time of day.
        final List<String> lines = printed.lines().toList();
        assertTrue(lines.get(lines.size() - 2).matches("(?!outage )[a-z-]+ [A-Z]+ -> .*, f[0-9]+-.*"), printed);
        assertTrue(lines.get(lines.size() - 1).matches("outage CLEAR -> outage-desk, f[0-9]+-.*"), printed);
    }

    private String run() throws Exception {
        final PrintStream before = System.out;
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        final URL[] compiled = {directory.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(compiled, EmbeddingPageTest.class.getClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            final String[] arguments = {
                TABLE.toString(), directory.resolve("data").toString()
            };
            loader.loadClass("Embedding").getMethod("main", String[].class).invoke(null, (Object) arguments);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Where the classes of the module lie; a class path may be spelled in a manifest. */
    private static Path classes() throws URISyntaxException {
        return Path.of(EmbeddedRouting.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static String block(final String opening) throws IOException {
        final Matcher block = Pattern.compile(opening + "(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("docs/EMBEDDING.md")));
        assertTrue(block.find(), opening);
        return block.group(1);
    }
}
