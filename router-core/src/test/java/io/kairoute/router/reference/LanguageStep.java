package io.kairoute.router.reference;

import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.ScriptDefinition;
import java.util.Optional;

/** Step 7: in which language the script is shown. */
final class LanguageStep {
    private LanguageStep() {}

    /** The script's own spelling of the variant's tag. */
    static String choose(
            final ScriptDefinition script,
            final Signals signals,
            final SegmentStep.Choice segment,
            final Findings findings) {
        final String requested = signals.attribute(Attribute.LANGUAGE);
        final Optional<String> fromRequest = lookUp(script, requested);
        if (fromRequest.isPresent()) {
            findings.took(
                    LanguageTag.normalize(fromRequest.get()).equals(requested)
                            ? Branch.SCRIPT_REQUEST_LANGUAGE
                            : Branch.SCRIPT_REQUEST_TRUNCATED);
            return fromRequest.get();
        }
        final Optional<String> fromProfile = lookUp(script, segment.language());
        findings.took(fromProfile.isPresent() ? Branch.SCRIPT_PROFILE_LANGUAGE : Branch.SCRIPT_DEFAULT_LANGUAGE);
        return fromProfile.orElse(script.defaultLanguage());
    }

    private static Optional<String> lookUp(final ScriptDefinition script, final String normalized) {
        for (final String wanted : LanguageTag.truncations(normalized)) {
            for (final String listed : script.languages().keySet()) {
                if (LanguageTag.normalize(listed).equals(wanted)) {
                    return Optional.of(listed);
                }
            }
        }
        return Optional.empty();
    }
}
