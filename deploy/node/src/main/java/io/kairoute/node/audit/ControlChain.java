package io.kairoute.node.audit;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.gateway.control.log.AuditHead;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ChainVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The chain of a control log: its key, and whether it is what was written. */
public final class ControlChain {
    private ControlChain() {}

    /**
     * What comes of it.
     *
     * @param expected by tenant, a head noted earlier
     * @throws Refusal when there is no such log
     */
    public static ChainVerifier.Verdict verify(final Path log, final Path key, final Map<String, AuditHead> expected) {
        if (!Files.exists(log)) {
            throw new Refusal(ExitCode.NOT_FOUND, "There is no control log " + log + ".");
        }
        return ChainVerifier.verify(log, key(key), expected);
    }

    /**
     * Reads the key that a control log is chained with.
     *
     * @throws Refusal when there is none
     */
    public static ChainKey key(final Path file) {
        if (!Files.exists(file)) {
            throw new Refusal(
                    ExitCode.NOT_FOUND,
                    "There is no control key " + file + "; where it is kept elsewhere, say so by --control-key-file.");
        }
        return ChainKey.read(file);
    }
}
