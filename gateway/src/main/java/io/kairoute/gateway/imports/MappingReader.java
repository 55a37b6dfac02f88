package io.kairoute.gateway.imports;

import io.kairoute.gateway.document.BoundYaml;
import io.kairoute.gateway.document.DocumentFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads an {@link ImportMapping} from YAML; what is wrong is told with line, column and key. */
public final class MappingReader {
    private static final int MOST_BYTES = 1024 * 1024;

    private MappingReader() {}

    /**
     * Reads a file.
     *
     * @throws ImportException when it cannot be read or is wrong
     */
    public static ImportMapping read(final Path file) {
        final byte[] bytes;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new ImportException(file + " has more than " + MOST_BYTES + " bytes: that is no mapping");
            }
            bytes = Files.readAllBytes(file);
        } catch (final NoSuchFileException e) {
            throw new ImportException(file + ": there is no such mapping file", e);
        } catch (final IOException e) {
            throw new ImportException(file + ": the mapping cannot be read: " + e.getMessage(), e);
        }
        return parse(file.toString(), bytes);
    }

    /**
     * Reads a mapping from its bytes.
     *
     * @param name what errors call it
     * @throws ImportException when it is wrong
     */
    public static ImportMapping parse(final String name, final byte[] bytes) {
        try {
            return BoundYaml.read(bytes, ImportMapping.class);
        } catch (final DocumentFault e) {
            throw new ImportException(e.sentence(name), e);
        }
    }
}
