package io.kairoute.ctl.access;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.GivenFile;
import io.kairoute.ctl.terminal.PlainValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The file of contexts: named nodes with the ways into them, and which of them is current. It holds no secrets, only where they
 * lie; its owner alone may read it all the same.
 *
 * <p>Thread-confined: owned by the command that reads it.
 */
public final class Contexts {
    private static final String CURRENT = "current";
    private static final String ALL = "contexts";
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;
    private final Map<String, Context> all = new TreeMap<>();
    private String current = "";

    private Contexts(final Path file) {
        this.file = file;
    }

    /**
     * The contexts of a person; none where there is no file.
     *
     * @throws Refusal when the file cannot be read
     */
    public static Contexts of(final Surroundings surroundings) {
        final Contexts contexts = new Contexts(surroundings.contextsFile());
        if (Files.exists(contexts.file)) {
            contexts.read();
        }
        return contexts;
    }

    /** Every context, by name. */
    public Map<String, Context> all() {
        return new TreeMap<>(all);
    }

    /** The name of the current one; empty for none. */
    public String current() {
        return current;
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /**
     * One context.
     *
     * @throws Refusal when there is none of that name
     */
    public Context get(final String name) {
        final Context context = all.get(name);
        if (context == null) {
            throw new Refusal(
                    ExitCode.NOT_FOUND,
                    "There is no context " + name + " in " + file + "; "
                            + (all.isEmpty()
                                    ? "make one: kairoute context set " + name + " --target HOST:PORT."
                                    : "there are " + String.join(", ", all.keySet()) + "."));
        }
        return context;
    }

    /** Puts a context in place; the first one is current at once. */
    public void put(final String name, final Context context) {
        all.put(name, context);
        if (all.size() == 1) {
            current = name;
        }
        write();
    }

    /** Makes a context the current one. */
    public void use(final String name) {
        get(name);
        current = name;
        write();
    }

    /** Takes a context away. */
    public void remove(final String name) {
        get(name);
        all.remove(name);
        if (current.equals(name)) {
            current = "";
        }
        write();
    }

    private void read() {
        try {
            final Object root = new Load(LoadSettings.builder().build())
                    .loadFromString(GivenFile.text("The file of contexts " + file, file, GivenFile.SMALL_BYTES));
            if (root == null) {
                return;
            }
            final Map<?, ?> map = map(root, "the file");
            for (final Object key : map.keySet()) {
                if (!key.equals(CURRENT) && !key.equals(ALL)) {
                    throw unreadable("it may hold current and contexts, not " + key, null);
                }
            }
            final Object named = map.get(CURRENT);
            current = named == null ? "" : named.toString();
            final Object contexts = map.get(ALL);
            if (contexts != null) {
                map(contexts, ALL)
                        .forEach((name, values) -> all.put(name.toString(), context(name.toString(), values)));
            }
        } catch (final YamlEngineException e) {
            throw unreadable(String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
        }
    }

    private Context context(final String name, final Object values) {
        final Map<String, String> texts = new LinkedHashMap<>();
        map(values, "context " + name).forEach((key, value) -> {
            if (!Context.NAMES.contains(key.toString())) {
                throw unreadable(
                        "context " + name + " may hold " + String.join(", ", Context.NAMES) + ", not " + key, null);
            }
            texts.put(key.toString(), value.toString());
        });
        return new Context(texts);
    }

    private Map<?, ?> map(final Object value, final String what) {
        if (value instanceof Map<?, ?> map
                && map.values().stream().allMatch(Objects::nonNull)
                && map.keySet().stream().allMatch(Objects::nonNull)) {
            return map;
        }
        throw unreadable(what + " is no map of names and values", null);
    }

    private Refusal unreadable(final String why, final @Nullable Throwable cause) {
        final String sentence = "The contexts in " + file + " cannot be read: " + why + ".";
        return cause == null ? new Refusal(sentence) : new Refusal(sentence, cause);
    }

    private void write() {
        final Map<String, Object> root = new LinkedHashMap<>();
        root.put(CURRENT, current);
        final Map<String, Object> contexts = new LinkedHashMap<>();
        all.forEach((name, context) -> contexts.put(name, context.values()));
        root.put(ALL, contexts);
        final Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(beside);
            Files.createFile(beside, java.nio.file.attribute.PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(beside, PlainValues.yaml(root), StandardCharsets.UTF_8);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException e) {
            throw new Refusal(ExitCode.NOT_WRITTEN, file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
