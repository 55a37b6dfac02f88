package io.kairoute.bench.subject;

import io.kairoute.routing.v1.RouteRequest;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.LongPredicate;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Many different contacts, encoded ahead and lying one after the other.
 *
 * <p>Customers are drawn from the whole set and rules from the whole table, from a fixed seed, so that neither is in a
 * cache because the contact before asked for it too. Thread-confined: owned by its benchmark; {@link #next} moves on.
 */
public final class Contacts {
    private static final long SEED = 20_261_121;
    private static final int MOST_BYTES = 256;
    private static final double SURE = 0.95;
    private static final double UNSURE = 0.7;

    private final UnsafeBuffer buffer;
    private final int[] offsets;
    private final long[] customers;
    private int current = -1;

    private Contacts(final int count) {
        buffer = new UnsafeBuffer(new byte[count * MOST_BYTES]);
        offsets = new int[count + 1];
        customers = new long[count];
    }

    /** Draws so many contacts of one kind, of customers 0 to {@code customerCount}, meeting rules 0 to {@code rules}. */
    public static Contacts of(final Scenario scenario, final int count, final long customerCount, final int rules) {
        final Contacts contacts = new Contacts(count);
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < count; i++) {
            final long customer = customer(scenario, random, customerCount);
            contacts.put(i, customer, request(scenario, i, customer, rule(scenario, random, rules)));
        }
        return contacts;
    }

    /** Draws a contact for each of these rules, in this order, of customers that fit. */
    public static Contacts meeting(final int[] rules, final long customerCount, final LongPredicate fits) {
        final Contacts contacts = new Contacts(rules.length);
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < rules.length; i++) {
            long customer = random.nextLong(customerCount);
            while (!fits.test(customer)) {
                customer = random.nextLong(customerCount);
            }
            contacts.put(i, customer, request(Scenario.HIT, i, customer, rules[i]));
        }
        return contacts;
    }

    /** Takes so many contacts as they are made, customers unknown. */
    public static Contacts of(final int count, final IntFunction<RouteRequest> contact) {
        final Contacts contacts = new Contacts(count);
        for (int i = 0; i < count; i++) {
            contacts.put(i, 0, contact.apply(i));
        }
        return contacts;
    }

    private void put(final int index, final long customer, final RouteRequest request) {
        final byte[] bytes = request.toByteArray();
        buffer.putBytes(offsets[index], bytes);
        offsets[index + 1] = offsets[index] + bytes.length;
        customers[index] = customer;
    }

    /** One contact of a kind. */
    public static RouteRequest request(final Scenario scenario, final long id, final long customer, final int rule) {
        return RouteRequest.newBuilder()
                .setContactId(Customers.padded("call-", id))
                .setChannel("VOICE")
                .setDirection("INBOUND")
                .setEntryPoint("tel:+18005550111")
                .setCustomerKey(scenario == Scenario.MISS ? Customers.strangersKey(customer) : Customers.key(customer))
                .setIntent("i" + rule)
                .setIntentConfidence(scenario == Scenario.AMBIGUOUS ? UNSURE : SURE)
                .setLanguage("en-AU")
                .setRegion("AU-VIC")
                .setProduct("p" + rule)
                .build();
    }

    private static long customer(final Scenario scenario, final SplittableRandom random, final long customers) {
        final boolean wantsConsent = scenario != Scenario.CONSENT_OFF;
        while (true) {
            final long customer = random.nextLong(customers);
            if (Customers.hasConsent(customer) == wantsConsent) {
                return customer;
            }
        }
    }

    private static int rule(final Scenario scenario, final SplittableRandom random, final int rules) {
        while (true) {
            final int rule = random.nextInt(rules);
            final int occasion = rule % BenchTable.OCCASIONS;
            final boolean fits =
                    switch (scenario) {
                        case EXPERIMENT -> occasion == BenchTable.EXPERIMENT;
                        case OVERFLOW -> occasion == BenchTable.OVERFLOW;
                        default -> occasion >= BenchTable.FIRST_PLAIN;
                    };
            if (fits) {
                return rule;
            }
        }
    }

    /** Moves on to the next contact, after the last to the first. */
    public void next() {
        current = current + 1 == customers.length ? 0 : current + 1;
    }

    /** The buffer that all of them lie in. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** Where the current one starts. */
    public int offset() {
        return offsets[current];
    }

    /** The bytes of the current one. */
    public int length() {
        return offsets[current + 1] - offsets[current];
    }

    /** The customer of a contact. */
    public long customer(final int contact) {
        return customers[contact];
    }

    /** How many there are. */
    public int count() {
        return customers.length;
    }

    /** A copy of the current one. */
    public byte[] bytes() {
        final byte[] bytes = new byte[length()];
        buffer.getBytes(offset(), bytes);
        return bytes;
    }
}
