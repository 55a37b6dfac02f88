package io.kairoute.bench.process;

import io.kairoute.bench.subject.CacheDirectory;
import io.kairoute.bench.subject.Checkout;
import io.kairoute.node.logging.Loggers;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Composes the command line of another JVM with this one's classes and flags. Thread-confined: owned by its maker. */
public final class JavaCommand {
    private static final int FIRST_JDK_THAT_WARNS = 24;
    /** The launcher gives it where the system has them; what is measured must run as it does. */
    private static final String HUGE_PAGES = "-XX:+UseTransparentHugePages";

    private final List<String> options = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final String main;
    private String classPath = System.getProperty("java.class.path");
    private int core = -1;

    /** Starts a command that runs one main class. */
    public JavaCommand(final Class<?> main) {
        this.main = main.getName();
        options.addAll(flags());
        options.add("-Dkairoute.root=" + Checkout.root());
        options.add("-D" + CacheDirectory.PROPERTY + "=" + CacheDirectory.path());
        options.add("-D" + Loggers.LEVEL + "=error");
    }

    /** The flags that the product runs with. */
    public static List<String> flags() {
        final List<String> flags = new ArrayList<>();
        try (Stream<String> lines =
                Files.lines(Checkout.root().resolve("deploy").resolve("jvm.options"))) {
            lines.filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(flags::add);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        if (Runtime.version().feature() >= FIRST_JDK_THAT_WARNS) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        if (ManagementFactory.getRuntimeMXBean().getInputArguments().contains(HUGE_PAGES)) {
            flags.add(HUGE_PAGES);
        }
        return flags;
    }

    /** Holds it to one core, where {@code taskset} is there. */
    public JavaCommand onCore(final int number) {
        core = number;
        return this;
    }

    /** Adds options of the JVM. */
    public JavaCommand options(final String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** Adds arguments. */
    public JavaCommand arguments(final List<String> more) {
        arguments.addAll(more);
        return this;
    }

    /** Adds every jar of a directory behind this JVM's classes. */
    public JavaCommand jars(final Path directory) {
        classPath = classPath + File.pathSeparator + directory.resolve("*");
        return this;
    }

    /** The words of the command. */
    public List<String> words() {
        final List<String> words = new ArrayList<>(Pinned.to(core));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(options);
        words.add("-cp");
        words.add(classPath);
        words.add(main);
        words.addAll(arguments);
        return words;
    }
}
