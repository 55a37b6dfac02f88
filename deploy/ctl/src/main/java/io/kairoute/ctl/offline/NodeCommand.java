package io.kairoute.ctl.offline;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A command that the node's jar alone can run, with the words of its help. The launcher holds the same list, for its choice of a jar. */
public enum NodeCommand {
    /** Serves. */
    SERVE("serve", Description.SERVE),
    /** Shows everything at once. */
    DEMO("demo", Description.DEMO),
    /** Sends a file of contacts. */
    REPLAY("replay", Description.REPLAY),
    /** Packs a data directory. */
    BACKUP("backup", Description.BACKUP),
    /** Unpacks one. */
    RESTORE("restore", Description.RESTORE),
    /** Makes keys. */
    KEY("key", Description.KEY),
    /** Looks at a data directory and its configuration. */
    DOCTOR("doctor", Description.DOCTOR),
    /** Tells what machines are needed. */
    CAPACITY("capacity", Description.CAPACITY),
    /** Tells of properties. */
    CONFIG("config", Description.CONFIG),
    /** Helps a shell. */
    COMPLETION("completion", Description.COMPLETION),
    /** Checks a table. */
    TABLE_CHECK("table check", Description.TABLE_CHECK),
    /** Converts a table. */
    TABLE_CONVERT("table convert", Description.TABLE_CONVERT),
    /** Prints the schema of tables. */
    TABLE_SCHEMA("table schema", Description.TABLE_SCHEMA),
    /** Makes logged decisions again. */
    DECISIONS_REPLAY("decisions replay", Description.DECISIONS_REPLAY),
    /** Checks the audit trail. */
    AUDIT_VERIFY("audit verify", Description.AUDIT_VERIFY);

    private static final String HELP = "help";

    private final String words;
    private final String description;

    NodeCommand(final String words, final String description) {
        this.words = words;
        this.description = description;
    }

    /** As it is typed after {@code kairoute}. */
    public String words() {
        return words;
    }

    /** The last of its words. */
    public String lastWord() {
        return words.substring(words.lastIndexOf(' ') + 1);
    }

    /** The line by which a list of commands tells of it. */
    public String description() {
        return description;
    }

    /** The one that is typed, or whose help is asked for. */
    public static Optional<NodeCommand> typed(final String... arguments) {
        final int skipped = arguments.length > 0 && arguments[0].equals(HELP) ? 1 : 0;
        final List<String> typed = List.of(arguments).subList(skipped, arguments.length);
        return Arrays.stream(values())
                .filter(command -> isBeginning(List.of(command.words.split(" ", -1)), typed))
                .findFirst();
    }

    private static boolean isBeginning(final List<String> words, final List<String> typed) {
        return typed.size() >= words.size() && typed.subList(0, words.size()).equals(words);
    }

    /** What help says of each, once for the command itself and for the lists that name it. */
    public static final class Description {
        /** Of serve. */
        public static final String SERVE =
                "Serves routing until it is stopped: gRPC and JSON on the route port, health and metrics on the admin port.";
        /** Of demo. */
        public static final String DEMO =
                "Serves a made-up telecom operator on a day on which its network fails, and goes on until it is stopped.";
        /** Of replay. */
        public static final String REPLAY =
                "Routes each row of a file of contacts, writes the decisions as CSV, and prints what they add up to.";
        /** Of backup. */
        public static final String BACKUP =
                "Puts a data directory into one file, beside a running node or without one: control log, secrets and"
                        + " each tenant's active segment set.";
        /** Of restore. */
        public static final String RESTORE = "Makes a data directory out of a backup, and checks its control log.";
        /** Of key. */
        public static final String KEY = "What can be done with API keys.";
        /** Of doctor. */
        public static final String DOCTOR =
                "Says what is wrong with a data directory, its configuration and its machine, what will be, and what to do;"
                        + " changes nothing.";
        /** Of capacity. */
        public static final String CAPACITY =
                "Tells what nodes are needed for so many customers and calls: how many, their heap, memory limit and disk.";
        /** Of config. */
        public static final String CONFIG =
                "A node's configuration: what there is to set, and whether a file sets it rightly.";
        /** Of completion. */
        public static final String COMPLETION = "Prints a script by which a shell completes commands and options.";
        /** Of table check. */
        public static final String TABLE_CHECK =
                "Reads a table and lists everything that is wrong or doubtful in it, with line and column.";
        /** Of table convert. */
        public static final String TABLE_CONVERT =
                "Writes a table in its canonical form: YAML, or protobuf where the output ends in .binpb.";
        /** Of table schema. */
        public static final String TABLE_SCHEMA =
                "Prints the JSON Schema of tables, by which editors complete and check them.";
        /** Of decisions replay. */
        public static final String DECISIONS_REPLAY =
                "Makes every logged decision again, from the revision and inputs it names, and compares.";
        /** Of audit verify. */
        public static final String AUDIT_VERIFY =
                "Checks the control log without a node: finds edits, deletions and reorders and, with --head, a"
                        + " cut end. May run beside a node. Says, too, how many entries of older versions hold account"
                        + " keys, which cannot be removed without breaking the chain.";

        private Description() {}
    }
}
