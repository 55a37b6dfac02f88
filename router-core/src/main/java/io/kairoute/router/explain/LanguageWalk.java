package io.kairoute.router.explain;

import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.key.ByteKeyIndex;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.signal.LanguageTag;
import io.kairoute.router.signal.Levels;
import io.kairoute.router.signal.NormalizedText;
import io.kairoute.router.snapshot.ScriptTable;

/** Goes through step 7 once more: which variant of the script, and by whose language. */
final class LanguageWalk {
    /** The name of the field in an answer. */
    static final String FIELD = "script_language";

    private static final String KIND = "LANGUAGE";

    private final Made made;
    private final ScriptTable table;

    LanguageWalk(final Made made) {
        this.made = made;
        this.table = made.table().scripts();
    }

    /** Finds the variant; returns its language. */
    String walk(final StepLog log) {
        final int script = (int) log.get(TreatmentFields.SCRIPT);
        String by = "request";
        final NormalizedText asked = made.signals().language();
        int variant = variant(asked.bytes(), asked.length(), script);
        if (variant == Decision.NONE && made.isProfileUsed()) {
            by = "profile";
            final LanguageTag preferred =
                    made.snapshot().segments().languages()[made.profile().ordinal(ProfileAttribute.LANGUAGE)];
            variant = variant(preferred.bytes(), preferred.length(), script);
        }
        if (variant == Decision.NONE) {
            by = "script";
            variant = table.defaultVariant()[script];
        }
        final String language = name(made, script, variant);
        log.add(FIELD, "", language, KIND, by);
        return language;
    }

    static String name(final Made made, final int script, final int variant) {
        return made.names().scriptLanguages().get(script).get(variant);
    }

    private int variant(final byte[] language, final int fullLength, final int script) {
        for (int length = fullLength; length > 0; length = Levels.parentOfTag(language, length)) {
            final int tag = table.tags().find(language, 0, length);
            for (int variant = 0;
                    tag != ByteKeyIndex.MISSING && variant < table.languages()[script].length;
                    variant++) {
                if (table.languages()[script][variant] == tag) {
                    return variant;
                }
            }
        }
        return Decision.NONE;
    }
}
