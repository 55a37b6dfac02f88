package io.kairoute.ctl.terminal;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import picocli.CommandLine.Option;

/**
 * How a command shows what it read: as a table for people, or for programs as the API's own JSON messages, or the same as YAML.
 *
 * <p>The JSON has every field, also those that are empty, by the names of the {@code .proto} files, as plain HTTP has them; 64-bit
 * numbers are strings there, as proto3 has it.
 */
public final class OutputOptions {
    private static final JsonFormat.Printer WHOLE =
            JsonFormat.printer().preservingProtoFieldNames().alwaysPrintFieldsWithNoPresence();

    /** The forms. */
    enum Format {
        TABLE,
        WIDE,
        JSON,
        YAML
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, wide (columns are not cut), json or yaml. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.TABLE;

    /** Makes options of the default form; the command line fills them. */
    public OutputOptions() {}

    /** Whether a program reads, so that nothing but the message may be written. */
    public boolean isForPrograms() {
        return format == Format.JSON || format == Format.YAML;
    }

    /** Whether more was asked for than fits. */
    public boolean isWide() {
        return format == Format.WIDE;
    }

    /** A table of this form. */
    public TextTable table(final Screen screen) {
        return new TextTable(screen).uncut(isWide());
    }

    /** Shows an answer as a program reads it, or leaves it to what shows it to people. */
    public void show(final Screen screen, final MessageOrBuilder answer, final Runnable toPeople) {
        if (isForPrograms()) {
            print(screen, answer);
        } else {
            toPeople.run();
        }
    }

    /** Shows plain values as a program reads them, or leaves them to what shows them to people. */
    public void show(final Screen screen, final Object answer, final Runnable toPeople) {
        if (isForPrograms()) {
            print(screen, answer);
        } else {
            toPeople.run();
        }
    }

    /** Writes one message as a document of its own. */
    public void print(final Screen screen, final MessageOrBuilder answer) {
        final String json = json(WHOLE, answer);
        screen.out().println(format == Format.YAML ? PlainValues.yamlOf(json).stripTrailing() : json);
    }

    /** Writes plain values, which are maps, lists, texts, numbers and truth values. */
    public void print(final Screen screen, final Object answer) {
        screen.out()
                .println(format == Format.YAML ? PlainValues.yaml(answer).stripTrailing() : PlainValues.json(answer));
    }

    /** Writes one message of many: a line of JSON, or a document of YAML. */
    public void printNext(final Screen screen, final MessageOrBuilder answer) {
        if (format == Format.YAML) {
            screen.out().println("---");
            print(screen, answer);
        } else {
            screen.out().println(json(WHOLE.omittingInsignificantWhitespace(), answer));
        }
    }

    private static String json(final JsonFormat.Printer printer, final MessageOrBuilder answer) {
        try {
            return printer.print(answer);
        } catch (final InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message without Any always prints", e);
        }
    }
}
