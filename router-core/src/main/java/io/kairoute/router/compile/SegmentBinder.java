package io.kairoute.router.compile;

import io.kairoute.router.Limits;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.rule.Vocabulary;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.segment.SegmentView;
import io.kairoute.router.signal.LanguageTag;
import io.kairoute.router.table.DefaultsDefinition;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TierDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Binds a segment set to a table: what the set's ordinals mean in the table's vocabulary. */
final class SegmentBinder {
    private static final int ORDINALS = Limits.PROFILE_VALUES + 1;
    private static final List<ProfileAttribute> WORD_ATTRIBUTES = List.of(
            ProfileAttribute.SUB_TIER,
            ProfileAttribute.LIFECYCLE,
            ProfileAttribute.VALUE_BAND,
            ProfileAttribute.CHURN_BAND,
            ProfileAttribute.HEALTH_BAND);

    // Shared by all views: most sets have words for few attributes, and many tenants have no set at all.
    private static final int[] NO_VALUES = unknown();
    private static final LanguageTag[] NO_LANGUAGES = absent();
    private static final long[][] NO_PROTECTIONS = new long[ORDINALS][0];

    private final CompiledRevision revision;
    private final Vocabulary vocabulary;
    private final Map<ProfileAttribute, List<String>> words;

    private SegmentBinder(final CompiledRevision revision, final @Nullable SegmentSetHeader header) {
        this.revision = revision;
        vocabulary = revision.table().vocabulary();
        words = header == null ? Map.of() : header.words();
    }

    static SegmentView bind(final CompiledRevision revision, final @Nullable ReadableSet segments) {
        final SegmentBinder binder = new SegmentBinder(revision, segments == null ? null : segments.header());
        return binder.bind(segments);
    }

    private SegmentView bind(final @Nullable ReadableSet segments) {
        final TableDefinition table = revision.definition();
        final DefaultsDefinition defaults = table.defaults();
        final TableIds.Ids tiers =
                TableIds.Ids.of(table.tiers().stream().map(TierDefinition::id).toList());
        final LanguageTag[] languages = languages();
        return new SegmentView(
                segments == null ? null : segments.lookup(),
                segments == null ? 0 : segments.header().sourceTimeMs(),
                defaults.maxAgeMs() == null ? Long.MAX_VALUE : defaults.maxAgeMs(),
                defaults.staleYieldsDefault(),
                byOrdinal(ProfileAttribute.TIER, word -> tiers.ofOr(word, Slot.NO_VALUE)),
                wordValues(),
                IntStream.range(0, WORD_ATTRIBUTES.size())
                        .filter(i -> vocabulary.terms(SegmentView.FIRST_SLOT + i) != null)
                        .toArray(),
                languageValues(languages),
                languages,
                byOrdinal(ProfileAttribute.RISK, word -> vocabulary.value(Slot.RISK, word)),
                protections(table.protections()));
    }

    private int[][] wordValues() {
        final int[][] values = new int[WORD_ATTRIBUTES.size()][];
        for (int i = 0; i < values.length; i++) {
            final int slot = SegmentView.FIRST_SLOT + i;
            values[i] = byOrdinal(WORD_ATTRIBUTES.get(i), word -> vocabulary.value(slot, word));
        }
        return values;
    }

    private int[] byOrdinal(final ProfileAttribute attribute, final ToIntFunction<String> value) {
        final List<String> list = words.getOrDefault(attribute, List.of());
        if (list.isEmpty()) {
            return NO_VALUES;
        }
        final int[] values = NO_VALUES.clone();
        for (int i = 0; i < list.size(); i++) {
            values[i + 1] = value.applyAsInt(list.get(i));
        }
        return values;
    }

    private LanguageTag[] languages() {
        final List<String> list = words.getOrDefault(ProfileAttribute.LANGUAGE, List.of());
        if (list.isEmpty()) {
            return NO_LANGUAGES;
        }
        final LanguageTag[] texts = NO_LANGUAGES.clone();
        for (int i = 0; i < list.size(); i++) {
            texts[i + 1] = LanguageTag.of(list.get(i));
        }
        return texts;
    }

    private int[] languageValues(final LanguageTag[] languages) {
        return words.getOrDefault(ProfileAttribute.LANGUAGE, List.of()).isEmpty()
                ? NO_VALUES
                : Arrays.stream(languages)
                        .mapToInt(tag -> vocabulary.deepest(Slot.LANGUAGE, tag.bytes(), tag.length()))
                        .toArray();
    }

    private static int[] unknown() {
        final int[] values = new int[ORDINALS];
        Arrays.fill(values, Slot.NO_VALUE);
        return values;
    }

    private static LanguageTag[] absent() {
        final LanguageTag[] texts = new LanguageTag[ORDINALS];
        Arrays.fill(texts, LanguageTag.NONE);
        return texts;
    }

    private long[][] protections(final List<ProtectionDefinition> protections) {
        if (protections.isEmpty()) {
            return NO_PROTECTIONS;
        }
        final int length = (protections.size() + Long.SIZE - 1) / Long.SIZE;
        final long[][] bits = new long[ORDINALS][];
        Arrays.fill(bits, new long[length]);
        final List<String> risks = words.getOrDefault(ProfileAttribute.RISK, List.of());
        for (int i = 0; i < protections.size(); i++) {
            for (final String risk : protections.get(i).risk()) {
                final int ordinal = risks.indexOf(risk) + 1;
                if (ordinal > 0) {
                    // Risks that no protection names share one row of zeros.
                    bits[ordinal] = bits[ordinal] == bits[0] ? new long[length] : bits[ordinal];
                    bits[ordinal][i >> 6] |= 1L << i;
                }
            }
        }
        return bits;
    }
}
