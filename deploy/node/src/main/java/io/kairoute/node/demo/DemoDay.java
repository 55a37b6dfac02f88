package io.kairoute.node.demo;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * One Tuesday of the demo's contact center, on which fibre fails in Florida from 14:05 to 18:00.
 *
 * <p>On an ordinary day one customer in ten makes contact, most of them in the afternoon. The outage brings half of the
 * Floridian fibre customers on top, at first all at once. Nine in ten contacts come from somebody known.
 */
public final class DemoDay {
    /** The day. */
    public static final LocalDate DATE = LocalDate.of(2026, 6, 23);
    /** Where its clocks stand. */
    public static final ZoneId ZONE = ZoneId.of("America/New_York");
    /** When the outage starts, in minutes of the day. */
    public static final int OUTAGE_FROM_MINUTE = 14 * 60 + 5;
    /** When the outage ends, in minutes of the day. */
    public static final int OUTAGE_UNTIL_MINUTE = 18 * 60;
    /** Where the outage is. */
    public static final String OUTAGE_REGION = "US-FL";

    private static final String TITLES =
            "contact_id,at,channel,entry_point,customer,region,language,product,intent,intent_confidence\n";
    private static final int[] WEIGHT_BY_HOUR = {
        6, 4, 3, 2, 2, 1, 1, 3, 5, 11, 12, 15, 15, 16, 17, 15, 18, 14, 11, 11, 10, 12, 12, 7
    };
    private static final String[] EVERYDAY_INTENTS = {
        "billing_error",
        "billing_error",
        "billing_error",
        "overcharge",
        "overcharge",
        "price_increase",
        "slow_internet",
        "slow_internet",
        "slow_internet",
        "throttling",
        "data_cap",
        "data_cap",
        "overage",
        "cancel",
        "cancel",
        "modem",
        "installation",
        "move_or_availability",
        "complaint_about_us",
        "account_access",
        "no_internet",
        "intermittent"
    };
    private static final String[] OUTAGE_INTENTS = {
        "no_internet", "no_internet", "no_internet", "intermittent", "slow_internet"
    };
    private static final String[] CHANNELS = {"VOICE", "VOICE", "VOICE", "VOICE", "CHAT", "CHAT", "MESSAGE", "EMAIL"};
    private static final int EVERYDAY_ONE_IN = 10;
    private static final int OUTAGE_ONE_IN = 2;
    private static final int TOLD_EVERY = 1_000;

    private final long seed;
    private final int customers;
    private final SplittableRandom random;
    private final List<Row> rows = new ArrayList<>();

    private DemoDay(final long seed, final int customers) {
        this.seed = seed;
        this.customers = customers;
        random = new SplittableRandom(seed);
    }

    /**
     * Writes the day's contacts in the order of the clock.
     *
     * @param progress is told now and then how many customers were asked whether they call
     * @return how many contacts there are
     * @throws Refusal when the file cannot be written
     */
    public static int write(final Path file, final long seed, final int customers, final LongConsumer progress) {
        final DemoDay day = new DemoDay(seed, customers);
        day.addEverydayContacts();
        day.addOutageContacts(progress);
        day.rows.sort(Comparator.comparingInt(Row::second));
        final StringBuilder text = new StringBuilder(TITLES);
        for (int i = 0; i < day.rows.size(); i++) {
            day.rows.get(i).append(text, i);
        }
        try {
            Files.writeString(file, text, StandardCharsets.US_ASCII);
        } catch (final IOException e) {
            throw new Refusal(ExitCode.NOT_WRITTEN, file + " cannot be written: " + e.getMessage() + ".", e);
        }
        return day.rows.size();
    }

    private void addEverydayContacts() {
        final int weights = Arrays.stream(WEIGHT_BY_HOUR).sum();
        for (int i = 0; i < Math.max(1, customers / EVERYDAY_ONE_IN); i++) {
            int lot = random.nextInt(weights);
            int hour = 0;
            while (lot >= WEIGHT_BY_HOUR[hour]) {
                lot -= WEIGHT_BY_HOUR[hour++];
            }
            add(hour * 3_600 + random.nextInt(3_600), random.nextInt(customers), EVERYDAY_INTENTS);
        }
    }

    private void addOutageContacts(final LongConsumer progress) {
        for (int place = 0; place < customers; place++) {
            if (place % TOLD_EVERY == 0) {
                progress.accept(place);
            }
            final DemoCustomer customer = DemoCustomer.at(seed, place);
            if (customer.internet().equals("Fiber optic")
                    && customer.state().equals(OUTAGE_REGION)
                    && random.nextInt(OUTAGE_ONE_IN) == 0) {
                // The square brings most of them early.
                final double late = random.nextDouble() * random.nextDouble();
                final int minute = OUTAGE_FROM_MINUTE + (int) (late * (OUTAGE_UNTIL_MINUTE - OUTAGE_FROM_MINUTE));
                add(minute * 60 + random.nextInt(60), place, OUTAGE_INTENTS);
            }
        }
    }

    private void add(final int second, final int place, final String[] intents) {
        final DemoCustomer customer = DemoCustomer.at(seed, place);
        final double known = random.nextDouble();
        final double sure = random.nextDouble();
        final boolean silent = sure < 0.12;
        final double confidence = sure < 0.30 ? 0.45 + 0.35 * random.nextDouble() : 0.85 + 0.14 * random.nextDouble();
        rows.add(new Row(
                second,
                CHANNELS[random.nextInt(CHANNELS.length)],
                intents[0].equals("no_internet") && random.nextInt(4) == 0 ? "flow-network-status" : "flow-main",
                known < 0.90 ? customer.number() : known < 0.96 ? "guest" : "",
                customer.state(),
                random.nextInt(8) == 0 ? "es-US" : "en-US",
                customer.internet().equals("No") ? "phone" : "internet",
                silent ? "" : intents[random.nextInt(intents.length)],
                silent ? "" : String.format(Locale.ROOT, "%.2f", confidence)));
    }

    private record Row(
            int second,
            String channel,
            String entryPoint,
            String customer,
            String region,
            String language,
            String product,
            String intent,
            String confidence) {
        void append(final StringBuilder text, final int number) {
            text.append(String.format(Locale.ROOT, "d%06d,", number))
                    .append(DATE.atStartOfDay(ZONE).plusSeconds(second).toInstant())
                    .append(',')
                    .append(String.join(
                            ",", channel, entryPoint, customer, region, language, product, intent, confidence))
                    .append('\n');
        }
    }
}
