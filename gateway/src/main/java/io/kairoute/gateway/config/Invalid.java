package io.kairoute.gateway.config;

/** Thrown by the records when a value does not fit; names the property, so that the loader can say where it was set. */
final class Invalid extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Property property;

    Invalid(final Property property, final String what) {
        super(what);
        this.property = property;
    }

    Property property() {
        return property;
    }

    static long within(final Property property, final long value, final long least, final long most) {
        if (value < least || value > most) {
            throw new Invalid(property, property.path() + "=" + value + " is not within " + least + " to " + most);
        }
        return value;
    }
}
