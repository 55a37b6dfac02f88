package io.kairoute.ctl.past;

import io.kairoute.ctl.connection.OwnTenant;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A tenant in a data directory. Immutable.
 *
 * @param directory the data directory
 * @param tenant the tenant's id
 * @param controlKeyFile the file of the control log's key; null where it lies in the directory
 */
public record StoredTenant(
        Path directory, String tenant, @Nullable Path controlKeyFile) {
    /** A tenant in a directory that has to be there; the default one where none is named. */
    public static StoredTenant of(
            final Path directory, final @Nullable String tenant, final @Nullable Path controlKeyFile) {
        if (!Files.isDirectory(directory)) {
            throw new Refusal(ExitCode.NOT_FOUND, "There is no data directory " + directory + ".");
        }
        return new StoredTenant(
                directory, tenant == null || tenant.isEmpty() ? OwnTenant.DEFAULT : tenant, controlKeyFile);
    }
}
