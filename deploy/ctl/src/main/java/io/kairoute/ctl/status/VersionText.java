package io.kairoute.ctl.status;

import java.util.Objects;
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

    /** The version of this build; "development" outside the jar. */
    public static String ofProduct() {
        return Objects.requireNonNullElse(VersionText.class.getPackage().getImplementationVersion(), "development");
    }
}
