package io.kairoute.ctl.status;

import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Tells which Kairoute on which Java this is. */
public final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "kairoute " + ofProduct(),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + "), "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }

    /** A sentence where a node is of another version than this command line. */
    static Optional<String> difference(final String nodeVersion) {
        return nodeVersion.equals(ofProduct())
                ? Optional.empty()
                : Optional.of("This command line is of version " + ofProduct() + ", the node of version "
                        + (nodeVersion.isEmpty() ? "unknown" : nodeVersion)
                        + ": what one of them does not know, the other refuses or leaves out.");
    }

    /** The version of this build; "development" outside the jar. */
    public static String ofProduct() {
        return Objects.requireNonNullElse(VersionText.class.getPackage().getImplementationVersion(), "development");
    }
}
