package io.kairoute.node.contacts;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Gives every row a customer of another file, where the contacts name none: row {@code i}, from 0, gets customer
 * {@code (i * stride) mod n}, both in file order.
 *
 * @param file the customers file, looked for beside the contacts file
 * @param keyColumn the column that holds the customers' numbers
 * @param type the type of the keys, such as {@code crm}
 * @param stride how far one row's customer is from the next one's
 * @param unknownEvery every how many rows somebody unknown comes, the last of each; 0 for never
 */
public record CustomerMapping(
        @JsonProperty("file") String file,
        @JsonProperty("key_column") String keyColumn,
        @JsonProperty("type") String type,
        @JsonProperty("stride") long stride,
        @JsonProperty("unknown_every") int unknownEvery) {

    /** Checks that everything is named. */
    public CustomerMapping {
        if (file == null || keyColumn == null || type == null) {
            throw new IllegalArgumentException("give file, key_column and type");
        }
        if (stride < 1 || unknownEvery < 0) {
            throw new IllegalArgumentException("stride is 1 or more, unknown_every 0 or more");
        }
    }
}
