package io.kairoute.node.contacts;

import io.kairoute.routing.v1.RouteRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiConsumer;

/** The fields of a question that a mapping can fill, spelled as the proto spells them. */
enum QuestionField {
    CONTACT_ID(RouteRequest.Builder::setContactId),
    TENANT_ID(RouteRequest.Builder::setTenantId),
    CHANNEL(RouteRequest.Builder::setChannel),
    DIRECTION(RouteRequest.Builder::setDirection),
    ENTRY_POINT(RouteRequest.Builder::setEntryPoint),
    CUSTOMER_KEY(RouteRequest.Builder::setCustomerKey),
    ACCOUNT_KEY(RouteRequest.Builder::setAccountKey),
    OCCASION(RouteRequest.Builder::setOccasion),
    CONFIDENCE((builder, text) -> builder.setConfidence(Double.parseDouble(text))),
    INTENT(RouteRequest.Builder::setIntent),
    INTENT_CONFIDENCE((builder, text) -> builder.setIntentConfidence(Double.parseDouble(text))),
    LANGUAGE(RouteRequest.Builder::setLanguage),
    REGION(RouteRequest.Builder::setRegion),
    PRODUCT(RouteRequest.Builder::setProduct),
    DEVICE(RouteRequest.Builder::setDevice);

    @SuppressWarnings("ImmutableEnumChecker") // method references that hold nothing
    private final BiConsumer<RouteRequest.Builder, String> setter;

    QuestionField(final BiConsumer<RouteRequest.Builder, String> setter) {
        this.setter = setter;
    }

    /** The field with the proto's spelling. */
    static QuestionField of(final String name) {
        for (final QuestionField field : values()) {
            if (field.name().toLowerCase(Locale.ROOT).equals(name)) {
                return field;
            }
        }
        throw new IllegalArgumentException(
                "field " + name + " is none of " + Arrays.toString(values()).toLowerCase(Locale.ROOT));
    }

    /** Fills the field; an empty text leaves it out. */
    void set(final RouteRequest.Builder builder, final String text) {
        if (!text.isEmpty()) {
            setter.accept(builder, text);
        }
    }
}
