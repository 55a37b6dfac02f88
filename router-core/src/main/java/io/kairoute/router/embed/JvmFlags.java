package io.kairoute.router.embed;

import java.util.List;
import net.openhft.chronicle.map.ChronicleMap;

/** Names the flags that the JVM lacks, before Agrona or Chronicle Map end in an IllegalAccessError for want of them. */
final class JvmFlags {
    /** What they reach for inside {@code java.base}. */
    static final List<String> NEEDED = List.of(
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED");

    private JvmFlags() {}

    /**
     * Checks that the libraries may reach what they need.
     *
     * @throws IllegalStateException when they may not; the message lists what to add
     */
    static void check() {
        final List<String> missing = missing(ChronicleMap.class.getModule());
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "Chronicle Map and Agrona need flags that this JVM was started without; add "
                            + String.join(" ", missing) + " (deploy/jvm.options has them all)");
        }
    }

    /** The flags whose lack a user would notice. */
    static List<String> missing(final Module user) {
        return NEEDED.stream().filter(flag -> !isGiven(flag, user)).toList();
    }

    private static boolean isGiven(final String flag, final Module user) {
        final Module base = Object.class.getModule();
        final String name = flag.substring(flag.indexOf('/') + 1, flag.lastIndexOf('='));
        return !base.getPackages().contains(name)
                || (flag.startsWith("--add-opens") ? base.isOpen(name, user) : base.isExported(name, user));
    }
}
