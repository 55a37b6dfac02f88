package io.kairoute.gateway.control;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One node for each test of a class, which serves a table. */
abstract class OneNodeTest {
    @TempDir
    Path directory;

    ControlNode node;

    @BeforeEach
    final void startNode() {
        node = ControlNode.start(directory);
        node.publish(ControlTables.withPriority(70), 0);
    }

    @AfterEach
    final void stopNode() {
        node.close();
    }

    /** Stops the node, and starts one over the same directory. */
    final void restart() {
        node.close();
        node = ControlNode.start(directory);
    }
}
