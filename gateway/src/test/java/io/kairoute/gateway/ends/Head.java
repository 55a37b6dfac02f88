package io.kairoute.gateway.ends;

import java.util.Map;

/**
 * The head of a request. Immutable.
 *
 * @param fields by name, in lower case
 */
record Head(String method, String path, Map<String, String> fields) {
    Head {
        fields = Map.copyOf(fields);
    }
}
