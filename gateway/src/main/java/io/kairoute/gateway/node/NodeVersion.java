package io.kairoute.gateway.node;

import java.util.Objects;

/** Tells which version of Kairoute runs. */
final class NodeVersion {
    private static final String TEXT =
            Objects.requireNonNullElse(NodeVersion.class.getPackage().getImplementationVersion(), "development");

    private NodeVersion() {}

    /** The version as the jar's manifest has it; "development" where no jar was made. */
    static String text() {
        return TEXT;
    }
}
