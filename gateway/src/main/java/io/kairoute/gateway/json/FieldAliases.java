package io.kairoute.gateway.json;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Map;

/**
 * What a platform calls the fields of the request when it does not let anybody choose. Immutable.
 *
 * <p>An alias counts only where the field itself is not sent.
 *
 * @param byName the platform's name to our field
 * @param always text fields that the platform means without saying so, with what it means
 */
public record FieldAliases(Map<String, Target> byName, Map<String, String> always) {
    /** No alias at all. */
    public static final FieldAliases NONE = new FieldAliases(Map.of(), Map.of());

    /** Of a platform that knows calls alone, and so says nowhere that its contacts are calls. */
    public static final FieldAliases CALLS = new FieldAliases(Map.of(), Map.of("channel", "VOICE"));

    private static final String TEL = "tel:";

    /**
     * Where an alias leads.
     *
     * @param field a text field of the request
     * @param prefix what comes before the platform's text; {@code tel:} takes numbers only, so that an anonymous caller has no
     *     key
     */
    public record Target(String field, String prefix) {}

    /** Copies the maps. */
    public FieldAliases {
        byName = Map.copyOf(byName);
        always = Map.copyOf(always);
    }

    /** Makes the aliases of a platform of calls: its names for contact, number dialled and caller's number. */
    public static FieldAliases ofCall(final String contact, final String dialled, final String caller) {
        return new FieldAliases(
                Map.of(
                        contact, new Target("contact_id", ""),
                        dialled, new Target("entry_point", ""),
                        caller, new Target("customer_key", TEL)),
                CALLS.always());
    }

    /** Lays what was found under aliases below a message that was read. */
    void apply(final Map<String, String> found, final Message.Builder into) throws JsonRefused {
        for (final Map.Entry<String, String> entry : found.entrySet()) {
            final Target target = byName.get(entry.getKey());
            final FieldDescriptor field =
                    target == null ? null : into.getDescriptorForType().findFieldByName(target.field());
            if (target != null && field != null && isAbsent(into, field) && fits(target, entry.getValue())) {
                into.setField(field, JsonScalars.value(field, target.prefix() + entry.getValue(), target.field()));
            }
        }
        for (final Map.Entry<String, String> entry : always.entrySet()) {
            final FieldDescriptor field = into.getDescriptorForType().findFieldByName(entry.getKey());
            if (field != null && isAbsent(into, field)) {
                into.setField(field, entry.getValue());
            }
        }
    }

    private static boolean isAbsent(final Message.Builder message, final FieldDescriptor field) {
        return String.valueOf(message.getField(field)).isEmpty();
    }

    private static boolean fits(final Target target, final String text) {
        return !text.isBlank()
                && (!target.prefix().equals(TEL) || text.chars().allMatch(c -> c == '+' || (c >= '0' && c <= '9')));
    }
}
