package io.kairoute.bench.micro;

/** What takes turns with the others: a block of each after a block of the one before, in one thread of one JVM. */
public enum Turn {
    /** A whole decision. */
    DECISION("a whole decision"),
    /** A decision that takes part in an experiment. */
    EXPERIMENT("one in an experiment"),
    /** A decision that is taken down for the decision log. */
    LOGGED("one that is logged"),
    /** A decision of the one tenant that there is. */
    ONE_TENANT("one of 1 tenant"),
    /** A decision of one of a thousand tenants, at random, whose tables are one object in memory. */
    SHARED_TABLE("one of 1,000 tenants, one table"),
    /** A decision of one of a thousand tenants, at random, each with a table of its own. */
    THOUSAND_TENANTS("one of 1,000 tenants"),
    /** The lookup of a customer as a decision does it. */
    FIND("one find"),
    /** The bare lookup in the same Chronicle Map. */
    GET_USING("one bare getUsing"),
    /** A random read of as much memory as the set's file takes. */
    MEMORY_READ("one memory read");

    private final String title;

    Turn(final String title) {
        this.title = title;
    }

    /** What a table calls it. */
    public String title() {
        return title;
    }
}
