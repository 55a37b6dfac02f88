package io.kairoute.node.contacts;

import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.gateway.document.BoundYaml;
import io.kairoute.gateway.document.DocumentFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
            return BoundYaml.read(Files.readAllBytes(file), type);
        } catch (final DocumentFault e) {
            throw new Refusal(e.sentence(file.toString()) + ".", e);
        } catch (final NoSuchFileException e) {
            throw Refusal.noFile(file, e);
        } catch (final IOException e) {
            throw new Refusal(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
