package io.kairoute.router.decide;

import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.key.ByteKeyIndex;
import io.kairoute.router.signal.LanguageTag;
import io.kairoute.router.signal.Levels;
import io.kairoute.router.signal.NormalizedText;
import io.kairoute.router.snapshot.ScriptTable;
import io.kairoute.router.snapshot.Snapshot;

/** Step 7: finds the script's variant for the request's language, then the profile's, then its default. Immutable. */
public final class ScriptStage {
    /** Writes the variant. */
    public void apply(final Contact contact, final Snapshot snapshot) {
        final ScriptTable table = snapshot.table().scripts();
        final int script = (int) contact.decision.treatment[TreatmentFields.SCRIPT];
        final NormalizedText asked = contact.signals.language();
        int variant = lookUp(asked.bytes(), asked.length(), script, table);
        if (variant == Decision.NONE) {
            final LanguageTag preferred = contact.preferredLanguage(snapshot.segments());
            variant = lookUp(preferred.bytes(), preferred.length(), script, table);
        }
        contact.decision.scriptVariant = variant == Decision.NONE ? table.defaultVariant()[script] : variant;
    }

    // RFC 4647 lookup: the tag is cut from the end, subtag by subtag.
    private static int lookUp(final byte[] language, final int fullLength, final int script, final ScriptTable table) {
        for (int length = fullLength; length > 0; length = Levels.parentOfTag(language, length)) {
            final int tag = table.tags().find(language, 0, length);
            if (tag != ByteKeyIndex.MISSING) {
                final int[] languages = table.languages()[script];
                for (int variant = 0; variant < languages.length; variant++) {
                    if (languages[variant] == tag) {
                        return variant;
                    }
                }
            }
        }
        return Decision.NONE;
    }
}
