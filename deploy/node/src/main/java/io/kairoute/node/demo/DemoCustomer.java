package io.kairoute.node.demo;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * One customer, made out of the seed and the customer's place in the file alone.
 *
 * <p>The columns are those of the public telco sample, so that one mapping reads both. The chances follow that sample in
 * the large: many newcomers and many faithful ones, fibre dearer than DSL, month-to-month customers leaving most.
 *
 * @param number the customer's number, such as {@code 7590-VHVEG}
 * @param tenureMonths months with the operator, 0 to 72
 * @param contract Month-to-month, One year or Two year
 * @param internet Fiber optic, DSL or No
 * @param senior whether the customer is a senior citizen
 * @param leaving whether the customer is about to leave
 * @param monthlyCents what a month costs
 * @param state the state, as in {@code US-FL}
 */
record DemoCustomer(
        String number,
        int tenureMonths,
        String contract,
        String internet,
        boolean senior,
        boolean leaving,
        int monthlyCents,
        String state,
        long lot) {

    /** The columns of the customers file. */
    static final String TITLES = "customerID,gender,SeniorCitizen,Partner,Dependents,tenure,PhoneService,MultipleLines,"
            + "InternetService,OnlineSecurity,OnlineBackup,DeviceProtection,TechSupport,StreamingTV,StreamingMovies,"
            + "Contract,PaperlessBilling,PaymentMethod,MonthlyCharges,TotalCharges,Churn";

    private static final String[] STATES = {
        "US-GA", "US-FL", "US-FL", "US-CA", "US-CA", "US-IL", "US-TN", "US-PA", "US-MI", "US-WA", "US-CO", "US-MD",
        "US-NJ", "US-TX", "US-MA", "US-VA"
    };
    private static final String[] PAYMENTS = {
        "Electronic check", "Electronic check", "Mailed check", "Bank transfer (automatic)", "Credit card (automatic)"
    };
    private static final int LETTERS = 26 * 26 * 26 * 26 * 26;
    private static final int MAX_TENURE = 72;

    /** The customer at one place of the file, from 0. */
    static DemoCustomer at(final long seed, final int place) {
        final SplittableRandom random = new SplittableRandom(seed * 1_000_003 + place);
        final int tenure = tenure(random);
        final String contract = contract(random, tenure);
        final double kind = random.nextDouble();
        final String internet = kind < 0.44 ? "Fiber optic" : kind < 0.78 ? "DSL" : "No";
        final boolean senior = random.nextDouble() < 0.16;
        return new DemoCustomer(
                number(place),
                tenure,
                contract,
                internet,
                senior,
                random.nextDouble() < chanceOfLeaving(contract, tenure, internet),
                monthlyCents(random, internet),
                STATES[random.nextInt(STATES.length)],
                random.nextLong());
    }

    /** The customer's row of the file. */
    void appendRow(final StringBuilder row) {
        final SplittableRandom random = new SplittableRandom(lot);
        final boolean phone = internet.equals("No") || random.nextDouble() < 0.9;
        row.append(number)
                .append(random.nextBoolean() ? ",Female," : ",Male,")
                .append(senior ? "1," : "0,")
                .append(yesOrNo(random, 0.48))
                .append(yesOrNo(random, 0.30))
                .append(tenureMonths)
                .append(phone ? ",Yes," : ",No,")
                .append(phone ? yesOrNo(random, 0.46) : "No phone service,")
                .append(internet)
                .append(',');
        for (int i = 0; i < 6; i++) {
            row.append(internet.equals("No") ? "No internet service," : yesOrNo(random, 0.38));
        }
        row.append(contract)
                .append(',')
                .append(yesOrNo(random, 0.59))
                .append(PAYMENTS[random.nextInt(PAYMENTS.length)])
                .append(',');
        appendMoney(row, monthlyCents);
        row.append(',');
        if (tenureMonths == 0) {
            row.append(' ');
        } else {
            appendMoney(row, (long) tenureMonths * monthlyCents);
        }
        row.append(leaving ? ",Yes\n" : ",No\n");
    }

    // Many at either end, few between, as in the sample.
    private static int tenure(final SplittableRandom random) {
        final double end = random.nextDouble();
        if (end < 0.30) {
            return (int) (12 * random.nextDouble() * random.nextDouble());
        }
        return end < 0.48 ? MAX_TENURE - random.nextInt(10) : 1 + random.nextInt(MAX_TENURE);
    }

    private static String contract(final SplittableRandom random, final int tenure) {
        final double faithful = tenure / (double) MAX_TENURE;
        final double lot = random.nextDouble();
        if (lot < 0.05 + 0.55 * faithful * faithful) {
            return "Two year";
        }
        return lot < 0.15 + 0.70 * faithful ? "One year" : "Month-to-month";
    }

    private static double chanceOfLeaving(final String contract, final int tenure, final String internet) {
        if (!contract.equals("Month-to-month")) {
            return contract.equals("One year") ? 0.11 : 0.03;
        }
        return (tenure < 12 ? 0.5 : 0.3) + (internet.equals("Fiber optic") ? 0.1 : 0);
    }

    private static int monthlyCents(final SplittableRandom random, final String internet) {
        return switch (internet) {
            case "Fiber optic" -> 7_000 + 5 * random.nextInt(960);
            case "DSL" -> 4_000 + 5 * random.nextInt(800);
            default -> 1_900 + 5 * random.nextInt(140);
        };
    }

    // A walk through all numbers that visits none twice, since the stride has no factor in common with their count.
    private static String number(final int place) {
        final long walked = (place * 48_271L * 7_919L + 75_901_234L) % (10_000L * LETTERS);
        final StringBuilder number = new StringBuilder(10).append(String.format(Locale.ROOT, "%04d-", walked % 10_000));
        long rest = walked / 10_000;
        for (int i = 0; i < 5; i++) {
            number.append((char) ('A' + rest % 26));
            rest /= 26;
        }
        return number.toString();
    }

    private static String yesOrNo(final SplittableRandom random, final double chanceOfYes) {
        return random.nextDouble() < chanceOfYes ? "Yes," : "No,";
    }

    private static void appendMoney(final StringBuilder row, final long cents) {
        row.append(cents / 100).append('.').append(cents % 100 / 10).append(cents % 10);
    }
}
