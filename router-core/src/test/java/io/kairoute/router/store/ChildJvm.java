package io.kairoute.router.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a main class in a JVM of its own, so that it can be killed, and that ends when the test's is gone. Thread-confined:
 * owned by the test.
 */
public final class ChildJvm {
    private final Process process;
    private final BufferedReader out;

    private ChildJvm(final Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The child's own start: a test that is killed leaves no child behind that runs for ever. */
    public static void main(final String[] arguments) throws ReflectiveOperationException {
        ProcessHandle.current().parent().ifPresent(ChildJvm::endWith);
        final Method start = Class.forName(arguments[0]).getDeclaredMethod("main", String[].class);
        start.setAccessible(true);
        start.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void endWith(final ProcessHandle test) {
        final Thread watch = new Thread(() -> {
            test.onExit().join();
            Runtime.getRuntime().halt(1);
        });
        watch.setDaemon(true);
        watch.start();
    }

    /** Starts a class with the class path and the module flags of this JVM. */
    public static ChildJvm of(final Class<?> main, final String... arguments) throws IOException {
        return on(Path.of(System.getProperty("java.home")), main, arguments);
    }

    /** Starts a class with a heap of so much. */
    public static ChildJvm withHeap(final String heap, final Class<?> main, final String... arguments)
            throws IOException {
        return start(Path.of(System.getProperty("java.home")), heap, main, arguments);
    }

    /** Starts a class with the class path of this JVM and none of its module flags. */
    public static ChildJvm withoutFlags(final Class<?> main, final String... arguments) throws IOException {
        return start(Path.of(System.getProperty("java.home")), List.of(), "256m", Map.of(), main, arguments);
    }

    /** Starts a class on another JDK, with the class path and those module flags of this JVM that every JDK knows. */
    public static ChildJvm on(final Path jdk, final Class<?> main, final String... arguments) throws IOException {
        return start(jdk, "256m", main, arguments);
    }

    /** Starts a class with more variables in its environment. */
    public static ChildJvm inEnvironment(
            final Map<String, String> variables, final Class<?> main, final String... arguments) throws IOException {
        return start(Path.of(System.getProperty("java.home")), "512m", variables, main, arguments);
    }

    private static ChildJvm start(final Path jdk, final String heap, final Class<?> main, final String... arguments)
            throws IOException {
        return start(jdk, heap, Map.of(), main, arguments);
    }

    private static ChildJvm start(
            final Path jdk,
            final String heap,
            final Map<String, String> variables,
            final Class<?> main,
            final String... arguments)
            throws IOException {
        final List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--add-") || flag.startsWith("--enable-native-access"))
                .toList();
        return start(jdk, flags, heap, variables, main, arguments);
    }

    private static ChildJvm start(
            final Path jdk,
            final List<String> flags,
            final String heap,
            final Map<String, String> variables,
            final Class<?> main,
            final String... arguments)
            throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(jdk.resolve("bin").resolve("java").toString());
        command.addAll(flags);
        command.add("-Xmx" + heap);
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(ChildJvm.class.getName());
        command.add(main.getName());
        command.addAll(List.of(arguments));
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        return new ChildJvm(builder.start());
    }

    /** Reads until a line starts so, and gives that line. */
    public String awaitLine(final String start) throws IOException {
        final StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(start)) {
                return line;
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("the child ended before it said '" + start + "': " + said);
    }

    /** All that the child still says, once it has ended. */
    public String readToEnd() throws IOException, InterruptedException {
        final StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
        }
        process.waitFor();
        return said.toString();
    }

    /** Ends the child with SIGKILL, and waits until it is gone; what it said can still be read. */
    public void kill() throws InterruptedException {
        // By its handle, since the process itself would close the stream.
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** Whether the child ends of its own within the time. */
    public boolean endsWithin(final long milliseconds) throws InterruptedException {
        return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** The child's process id. */
    public long pid() {
        return process.pid();
    }
}
