package io.kairoute.node.contacts;

import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.GivenFile;
import io.kairoute.gateway.document.BoundYaml;
import io.kairoute.gateway.document.DocumentFault;
import java.nio.file.Path;

/** Reads a YAML file into records that check themselves. */
public final class YamlRecords {
    private YamlRecords() {}

    /**
     * Reads one file.
     *
     * @throws Refusal when it cannot be read or is wrong, with line and column
     */
    public static <T> T read(final Path file, final Class<T> type) {
        try {
            return BoundYaml.read(GivenFile.bytes(file, GivenFile.LARGE_BYTES), type);
        } catch (final DocumentFault e) {
            throw new Refusal(e.sentence(file.toString()) + ".", e);
        }
    }
}
