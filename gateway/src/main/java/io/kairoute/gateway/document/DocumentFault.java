package io.kairoute.gateway.document;

import java.io.IOException;

/** What is wrong in a file that a person wrote, and where. */
public final class DocumentFault extends IOException {
    private final int line;
    private final int column;
    private final String reason;

    /**
     * Names a fault.
     *
     * @param line from 1; 0 where the whole file is meant
     * @param column from 1; 0 where the whole line is meant
     * @param reason half a sentence: what is wrong, what to write
     */
    DocumentFault(final int line, final int column, final String reason) {
        super(reason);
        this.line = line;
        this.column = column;
        this.reason = reason;
    }

    /** Names a fault of the whole file. */
    DocumentFault(final String reason) {
        this(0, 0, reason);
    }

    /** The place, to be put behind the file's name: {@code :3:7}, or nothing. */
    public String place() {
        return (line == 0 ? "" : ":" + line) + (column == 0 ? "" : ":" + column);
    }

    /** What is wrong, without the place. */
    public String reason() {
        return reason;
    }

    /** One line: the file's name, the place, what is wrong. */
    public String sentence(final String name) {
        return name + place() + ": " + reason;
    }
}
