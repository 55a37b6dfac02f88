package io.kairoute.gateway.now;

import com.google.protobuf.Message;
import io.kairoute.gateway.api.stream.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Cuts a list to what a message has room for. */
final class FittingRows {
    private FittingRows() {}

    /**
     * Gives the first rows that fit into so many bytes of JSON; returns how many did not.
     *
     * @param <T> the rows
     */
    static <T extends Message> int give(final List<T> rows, final int mostBytes, final Consumer<T> taker) {
        int bytes = 0;
        for (int i = 0; i < rows.size(); i++) {
            // One more for the comma.
            bytes += JsonText.of(rows.get(i)).getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes > mostBytes) {
                return rows.size() - i;
            }
            taker.accept(rows.get(i));
        }
        return 0;
    }
}
