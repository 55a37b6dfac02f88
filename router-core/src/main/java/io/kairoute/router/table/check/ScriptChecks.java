package io.kairoute.router.table.check;

import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.NearestName;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.ScriptDefinition;
import io.kairoute.router.table.TablePath;
import java.util.HashSet;
import java.util.Set;

/** Checks that each script has a variant for its default language, and one only for every language. */
final class ScriptChecks {
    private ScriptChecks() {}

    static void check(final TablePath path, final ScriptDefinition script, final Problems problems) {
        final Set<String> taken = new HashSet<>();
        for (final String language : script.languages().keySet()) {
            final String tag = Attribute.LANGUAGE.normalize(language);
            if (LanguageTags.check(path.key("languages").key(language), language, tag, problems) && !taken.add(tag)) {
                problems.error(
                        "DUPLICATE_KEY",
                        path.key("languages").key(language),
                        "The language " + Quote.of(language) + " is given twice, in two spellings.",
                        "Keep one of the two.");
            }
        }
        if (!script.languages().containsKey(script.defaultLanguage())) {
            problems.error(
                    "DEFAULT_LANGUAGE_MISSING",
                    path.key("default"),
                    "The default " + Quote.of(script.defaultLanguage()) + " is not among the script's languages.",
                    "Add a variant for it, or name one of "
                            + Quote.all(script.languages().keySet())
                            + NearestName.hint(
                                    script.defaultLanguage(), script.languages().keySet()));
        }
    }
}
