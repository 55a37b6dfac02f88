package io.kairoute.gateway.sets;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A node with customers over an empty directory, for each test anew. */
abstract class OneCustomersNodeTest {
    /** The node's directory. */
    @TempDir
    Path data = Path.of("");

    /** The node. */
    CustomersNode node;

    @BeforeEach
    void start() {
        node = CustomersNode.start(data);
    }

    /** Stops it, and starts another one over what it left. */
    void restart() {
        node.close();
        node = CustomersNode.start(data);
    }

    @AfterEach
    void stop() {
        node.close();
    }
}
