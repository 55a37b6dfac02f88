package io.kairoute.node.byhand;

import io.kairoute.node.contacts.Row;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the segment set knows of one customer, as the example's mapping says; an empty word is not known.
 *
 * @param tier platinum, gold, silver or standard
 * @param lifecycle new, active or loyal
 * @param valueBand high, medium or low
 * @param churnBand high, medium or low
 * @param risks such as vulnerable
 */
public record CustomerByHand(String tier, String lifecycle, String valueBand, String churnBand, Set<String> risks) {
    /** Makes a customer out of a row of the customers file. */
    public static CustomerByHand of(final Row row) {
        final int tenure = Integer.parseInt(row.field("tenure"));
        final double monthly = Double.parseDouble(row.field("MonthlyCharges"));
        final String contract = row.field("Contract");
        final boolean leaving = row.field("Churn").equals("Yes");
        return new CustomerByHand(
                tier(contract, tenure, monthly, leaving),
                tenure < 6 ? "new" : tenure < 48 ? "active" : "loyal",
                monthly < 40 ? "low" : monthly < 90 ? "medium" : "high",
                leaving ? "high" : contract.equals("Month-to-month") && tenure < 12 ? "medium" : "low",
                risks(row, contract, monthly));
    }

    private static String tier(final String contract, final int tenure, final double monthly, final boolean leaving) {
        final boolean onContract = contract.equals("One year") || contract.equals("Two year");
        if (contract.equals("Two year") && tenure >= 48 && monthly >= 80 && !leaving) {
            return "platinum";
        }
        if (onContract && tenure >= 24) {
            return "gold";
        }
        return tenure >= 12 || onContract ? "silver" : "standard";
    }

    private static Set<String> risks(final Row row, final String contract, final double monthly) {
        final Set<String> risks = new LinkedHashSet<>();
        if (row.field("PaymentMethod").equals("Electronic check")
                && contract.equals("Month-to-month")
                && monthly >= 90) {
            risks.add("payment_difficulty");
        }
        if (row.field("SeniorCitizen").equals("1")
                && row.field("Partner").equals("No")
                && row.field("Dependents").equals("No")) {
            risks.add("vulnerable");
        }
        return risks;
    }
}
