package io.kairoute.gateway.json;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads an HTML form, or the query of a URL, into a message: {@code contact_id=c1&labels.vip=yes}.
 *
 * <p>Names are those of JSON. A list takes its name once per item, a map entry is {@code map.key}; messages within messages
 * have no form. Unknown names are ignored, since platforms post all they know. Thread-safe.
 */
public final class FormMessageReader implements RequestReader {
    private final FieldNames names = new FieldNames();
    private final FieldAliases aliases;

    /** Makes a reader. */
    public FormMessageReader(final FieldAliases aliases) {
        this.aliases = aliases;
    }

    @Override
    public void read(final byte[] body, final Message.Builder into) throws JsonRefused {
        final String form = Utf8Text.decode(body);
        if (form.indexOf('=') < 0 && !form.isBlank()) {
            throw JsonRefused.malformed("The form holds no pair name=value; send one, or JSON as application/json.");
        }
        read(form, into);
    }

    /** Reads the text of a form or query. */
    public void read(final String form, final Message.Builder into) throws JsonRefused {
        final Set<String> seen = new HashSet<>();
        final Map<String, String> found = new HashMap<>();
        for (final String pair : form.split("&", -1)) {
            final int equals = pair.indexOf('=');
            if (equals > 0) {
                final String name = decoded(pair.substring(0, equals));
                final String text = decoded(pair.substring(equals + 1));
                if (aliases.byName().containsKey(name)) {
                    found.put(name, text);
                } else {
                    field(name, text, into, seen);
                }
            }
        }
        aliases.apply(found, into);
    }

    private void field(final String name, final String text, final Message.Builder into, final Set<String> seen)
            throws JsonRefused {
        final int dot = name.indexOf('.');
        final FieldDescriptor field = names.field(into.getDescriptorForType(), dot < 0 ? name : name.substring(0, dot));
        if (field == null) {
            return;
        }
        if (field.isMapField() && dot > 0) {
            entry(field, name.substring(dot + 1), text, into, seen);
        } else if (dot < 0 && !field.isMapField()) {
            value(field, text, into, seen);
        }
    }

    private static void entry(
            final FieldDescriptor field,
            final String key,
            final String text,
            final Message.Builder into,
            final Set<String> seen)
            throws JsonRefused {
        if (!seen.add(field.getName() + '.' + key)) {
            throw JsonRefused.field(field.getName(), "holds a name twice");
        }
        final FieldDescriptor keyField = field.getMessageType().findFieldByNumber(1);
        final FieldDescriptor valueField = field.getMessageType().findFieldByNumber(2);
        into.addRepeatedField(
                field,
                into.newBuilderForField(field)
                        .setField(keyField, JsonScalars.value(keyField, key, field.getName()))
                        .setField(valueField, JsonScalars.value(valueField, text, field.getName()))
                        .build());
    }

    private static void value(
            final FieldDescriptor field, final String text, final Message.Builder into, final Set<String> seen)
            throws JsonRefused {
        final boolean isTimestamp = JsonScalars.isTimestamp(field);
        final boolean isMessage = field.getJavaType() == JavaType.MESSAGE && !isTimestamp;
        final boolean isAbsent = text.isBlank() && field.getJavaType() != JavaType.STRING;
        if (isMessage || isAbsent) {
            return;
        }
        final Object value = isTimestamp
                ? JsonScalars.timestamp(text, field.getName())
                : JsonScalars.value(field, text, field.getName());
        if (field.isRepeated()) {
            into.addRepeatedField(field, value);
        } else if (seen.add(field.getName())) {
            into.setField(field, value);
        } else {
            throw JsonRefused.field(field.getName(), "is given twice");
        }
    }

    private static String decoded(final String text) throws JsonRefused {
        try {
            final String plain = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (plain.indexOf('\uFFFD') < 0) {
                return plain;
            }
        } catch (final IllegalArgumentException e) {
            throw JsonRefused.malformed("The form holds a % that no two hexadecimal digits follow.");
        }
        throw JsonRefused.malformed("The form is not UTF-8.");
    }
}
