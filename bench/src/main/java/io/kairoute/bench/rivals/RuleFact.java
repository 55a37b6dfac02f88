package io.kairoute.bench.rivals;

/** What Drools' rules are asked about, and where they answer. Public, since Drools compiles classes that use it. */
public final class RuleFact {
    private final String intent;
    private final String channel;
    private final String product;
    private final String tier;
    private String queue = "";
    private int priority;

    RuleFact(final RivalRow row) {
        intent = row.intent();
        channel = row.channel();
        product = row.product();
        tier = RivalRow.TIER;
    }

    /** The intent asked for. */
    public String getIntent() {
        return intent;
    }

    /** The channel asked for. */
    public String getChannel() {
        return channel;
    }

    /** The product asked for. */
    public String getProduct() {
        return product;
    }

    /** The customer's tier. */
    public String getTier() {
        return tier;
    }

    /** What a rule says. */
    public void answer(final String toQueue, final int withPriority) {
        queue = toQueue;
        priority = withPriority;
    }

    String queue() {
        return queue;
    }

    int priority() {
        return priority;
    }
}
