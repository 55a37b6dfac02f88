package io.kairoute.router.reference;

import io.kairoute.router.Limits;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Throws customers and accounts, many of whom some tuning rule of a table is made for.
 *
 * <p>Thread-confined: owned by whoever made it.
 */
public final class ProfileGenerator {
    /** Every typed account key that is ever thrown, known to a set or not. */
    static final List<String> ACCOUNTS = List.of("acct:1", "acct:2", "acct:3", "acct:größe", "acct:none");

    private static final List<String> LANGUAGES = List.of("en-AU", "ZH_hant_tw", "es", "de-CH", "fr", "x!", "");

    private final Dice dice;
    private final Scale scale;
    private final TableDefinition table;
    private final byte[] secret;

    /** Makes a generator over one table, whose canonical key hashes are made with a tenant's secret. */
    public ProfileGenerator(final Dice dice, final Scale scale, final TableDefinition table, final byte[] secret) {
        this.dice = dice;
        this.scale = scale;
        this.table = table;
        this.secret = secret.clone();
    }

    /** Throws profiles by typed key: customers under one to three keys each, and accounts. */
    public Map<String, ReferenceProfile> profiles() {
        final Map<String, ReferenceProfile> profiles = new LinkedHashMap<>();
        final int customers = scale == Scale.LIMITS ? dice.between(80, 160) : dice.between(3, 25);
        for (int i = 0; i < customers; i++) {
            final ReferenceProfile profile = profile("crm:" + i);
            profiles.put("crm:" + i, profile);
            if (dice.percent(50)) {
                profiles.put("tel:+6140000000" + i, profile);
            }
            if (dice.percent(20)) {
                profiles.put("mail-sha256:" + i, profile);
            }
        }
        for (final String account : ACCOUNTS) {
            if (!account.equals("acct:none") && dice.percent(60)) {
                profiles.put(account, profile(account));
            }
        }
        return profiles;
    }

    private ReferenceProfile profile(final String canonicalKey) {
        final Map<Attribute, List<String>> aim = aim();
        return new ReferenceProfile(
                tier(aim),
                word(aim, Attribute.SUB_TIER),
                word(aim, Attribute.LIFECYCLE),
                word(aim, Attribute.VALUE_BAND),
                word(aim, Attribute.CHURN_BAND),
                word(aim, Attribute.HEALTH_BAND),
                dice.pick(LANGUAGES),
                risks(aim),
                dice.percent(85),
                dice.percent(50) ? dice.pick(Words.AGENTS) : "",
                HexFormat.of().formatHex(Sip128.hash(secret, canonicalKey.getBytes(StandardCharsets.UTF_8))));
    }

    /** What one rule asks of a profile, or nothing. */
    private Map<Attribute, List<String>> aim() {
        if (table.tuning().isEmpty() || dice.percent(30)) {
            return Map.of();
        }
        final TuningRuleDefinition rule = dice.pick(table.tuning());
        return rule.when().attributes();
    }

    private String tier(final Map<Attribute, List<String>> aim) {
        if (aim.containsKey(Attribute.TIER)) {
            return dice.pick(aim.get(Attribute.TIER));
        }
        final int chance = dice.below(100);
        return chance < 5
                ? ""
                : chance < 10
                        ? "tier-of-another-revision"
                        : dice.pick(table.tiers()).id();
    }

    private String word(final Map<Attribute, List<String>> aim, final Attribute attribute) {
        final List<String> wanted = aim.getOrDefault(attribute, Words.of(attribute));
        return !aim.containsKey(attribute) && dice.percent(25) ? "" : dice.pick(wanted);
    }

    private int riskCount() {
        if (dice.percent(50)) {
            return 0;
        }
        final boolean many = scale == Scale.LIMITS && dice.percent(60);
        return many ? dice.between(4, dice.percent(10) ? Limits.PROFILE_VALUES : 16) : dice.between(1, 3);
    }

    private Set<String> risks(final Map<Attribute, List<String>> aim) {
        final List<String> risks = new ArrayList<>(dice.some(Words.risks(scale), riskCount()));
        if (aim.containsKey(Attribute.RISK)) {
            risks.add(dice.pick(aim.get(Attribute.RISK)));
        }
        return new LinkedHashSet<>(risks);
    }
}
