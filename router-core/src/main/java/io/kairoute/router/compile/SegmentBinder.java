package io.kairoute.router.compile;

import io.kairoute.router.Limits;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.rule.Vocabulary;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.segment.SegmentView;
import io.kairoute.router.signal.NormalizedText;
import io.kairoute.router.table.DefaultsDefinition;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.TableDefinition;
import java.nio.charset.StandardCharsets;
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

    private final CompiledRevision revision;
    private final Vocabulary vocabulary;
    private final Map<ProfileAttribute, List<String>> words;

    private SegmentBinder(final CompiledRevision revision, final @Nullable SegmentSetHeader header) {
        this.revision = revision;
        vocabulary = revision.table().vocabulary();
        words = header == null ? Map.of() : header.words();
    }

    static SegmentView bind(final CompiledRevision revision, final @Nullable OpenedSegments segments) {
        final SegmentBinder binder = new SegmentBinder(revision, segments == null ? null : segments.header());
        return binder.bind(segments);
    }

    private SegmentView bind(final @Nullable OpenedSegments segments) {
        final TableDefinition table = revision.definition();
        final DefaultsDefinition defaults = table.defaults();
        final Positions.Ids tiers = Positions.of(table).tiers();
        final NormalizedText[] languages = languages();
        return new SegmentView(
                segments == null ? null : segments.lookup(),
                segments == null ? 0 : segments.header().sourceTimeMs(),
                defaults.maxAgeMs() == null ? Long.MAX_VALUE : defaults.maxAgeMs(),
                defaults.staleYieldsDefault(),
                byOrdinal(ProfileAttribute.TIER, word -> tiers.ofOr(word, Slot.NO_VALUE)),
                wordValues(),
                IntStream.range(0, WORD_ATTRIBUTES.size())
                        .filter(i -> vocabulary.words(SegmentView.FIRST_SLOT + i) != null)
                        .toArray(),
                Arrays.stream(languages)
                        .mapToInt(text -> vocabulary.deepest(Slot.LANGUAGE, text))
                        .toArray(),
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
        final int[] values = new int[ORDINALS];
        Arrays.fill(values, Slot.NO_VALUE);
        final List<String> list = words.getOrDefault(attribute, List.of());
        for (int i = 0; i < list.size(); i++) {
            values[i + 1] = value.applyAsInt(list.get(i));
        }
        return values;
    }

    private NormalizedText[] languages() {
        final NormalizedText[] texts = new NormalizedText[ORDINALS];
        Arrays.setAll(texts, i -> new NormalizedText());
        final List<String> list = words.getOrDefault(ProfileAttribute.LANGUAGE, List.of());
        for (int i = 0; i < list.size(); i++) {
            final byte[] utf8 = list.get(i).getBytes(StandardCharsets.UTF_8);
            texts[i + 1].language(utf8, 0, Math.min(utf8.length, Limits.STRING_BYTES));
        }
        return texts;
    }

    private long[][] protections(final List<ProtectionDefinition> protections) {
        final long[][] bits = new long[ORDINALS][(protections.size() + Long.SIZE - 1) / Long.SIZE];
        final List<String> risks = words.getOrDefault(ProfileAttribute.RISK, List.of());
        for (int i = 0; i < protections.size(); i++) {
            for (final String risk : protections.get(i).risk()) {
                final int ordinal = risks.indexOf(risk) + 1;
                if (ordinal > 0) {
                    bits[ordinal][i >> 6] |= 1L << i;
                }
            }
        }
        return bits;
    }
}
