package io.kairoute.gateway.control.log;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Proposes and keeps snapshots without end, saying each entry that was accepted, until it is killed. */
final class SnapshotChild {
    private SnapshotChild() {}

    /** Runs over the directory named. */
    public static void main(final String[] arguments) {
        final Path directory = Path.of(arguments[0]);
        final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        final ControlLog log =
                SqliteControlLog.open(directory.resolve("control.db"), ChainKey.read(directory.resolve("control.key")));
        final FoldSnapshot kept = log.snapshot();
        final ToyFold fold = kept == null ? new ToyFold() : ToyFold.of(kept.state());
        log.follow(kept == null ? 0 : kept.position(), fold);
        while (true) {
            final long base = fold.revision("default");
            final byte[] document = ("document " + base).getBytes(StandardCharsets.UTF_8);
            log.propose(ToyFold.proposal("default", base, "r" + base, document)).join();
            out.println("accepted " + log.position());
            log.keep(new FoldSnapshot(log.position(), fold.state()));
            out.println("kept " + log.position());
        }
    }
}
