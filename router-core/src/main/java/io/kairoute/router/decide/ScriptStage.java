package io.kairoute.router.decide;

import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.key.ByteKeyIndex;
import io.kairoute.router.signal.NormalizedText;
import io.kairoute.router.snapshot.ScriptTable;
import io.kairoute.router.snapshot.Snapshot;

/** Step 7: finds the script's variant for the request's language, then the profile's, then its default. Immutable. */
public final class ScriptStage {
    /** Writes the variant. */
    public void apply(final Contact contact, final Snapshot snapshot) {
        final ScriptTable table = snapshot.table().scripts();
        final int script = (int) contact.decision.treatment[TreatmentFields.SCRIPT];
        int variant = lookUp(contact.signals.language(), script, table);
        if (variant == Decision.NONE) {
            variant = lookUp(contact.preferredLanguage(snapshot.segments()), script, table);
        }
        contact.decision.scriptVariant = variant == Decision.NONE ? table.defaultVariant()[script] : variant;
    }

    // RFC 4647 lookup: the tag is cut from the end, subtag by subtag. A single letter or digit left at the end goes,
    // too.
    private static int lookUp(final NormalizedText language, final int script, final ScriptTable table) {
        for (int length = language.length(); length > 0; length = shorter(language, length)) {
            final int tag = table.tags().find(language.bytes(), 0, length);
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

    private static int shorter(final NormalizedText language, final int length) {
        int end = language.parentLength(length);
        while (end >= 2 && language.bytes()[end - 2] == '-') {
            end -= 2;
        }
        return end;
    }
}
