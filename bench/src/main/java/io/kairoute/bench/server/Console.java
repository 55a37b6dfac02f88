package io.kairoute.bench.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** How a measured server talks to whoever started it: a line in, a line out, and the end of input means stop. */
final class Console {
    private Console() {}

    /** Tells the port, then answers lines until there are no more. */
    static void serve(final int port, final UnaryOperator<String> answer) throws IOException {
        System.out.println(port);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(answer.apply(line));
            }
        }
    }
}
