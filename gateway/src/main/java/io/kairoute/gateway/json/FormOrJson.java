package io.kairoute.gateway.json;

import com.google.protobuf.Message;

/**
 * Reads a body that says it is a form, as JSON where it is that: {@code curl -d '{...}'} calls whatever it sends a form.
 *
 * <p>No form of ours begins with a brace, which is no name of a field. Thread-safe.
 *
 * @param form reads a form
 * @param json reads JSON
 */
public record FormOrJson(RequestReader form, RequestReader json) implements RequestReader {
    @Override
    public void read(final byte[] body, final Message.Builder into) throws JsonRefused {
        int first = 0;
        while (first < body.length && isBlank(body[first])) {
            first++;
        }
        final boolean isJson = first < body.length && body[first] == '{';
        (isJson ? json : form).read(body, into);
    }

    private static boolean isBlank(final byte next) {
        return next == ' ' || next == '\t' || next == '\r' || next == '\n';
    }
}
