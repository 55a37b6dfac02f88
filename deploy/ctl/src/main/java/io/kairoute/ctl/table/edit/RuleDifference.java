package io.kairoute.ctl.table.edit;

import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.ExportTuningResponse;
import io.kairoute.ctl.terminal.CsvCells;
import io.kairoute.ctl.terminal.Screen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the rules of a file change in a draft, and whether the file's writer saw the draft's rules. */
public final class RuleDifference {
    private static final String ID = "id";
    private static final int NAMED_RULES = 20;

    private final Screen screen;
    private final TableNode node;
    private final Draft there;
    private final MatrixFile file;

    /** Compares a file with a draft. */
    public RuleDifference(final Screen screen, final TableNode node, final Draft there, final MatrixFile file) {
        this.screen = screen;
        this.node = node;
        this.there = there;
        this.file = file;
    }

    /**
     * The state of the draft that the writer saw; null where that is not known. Whoever exported a revision whose rules are the
     * draft's, to the letter, saw those, too.
     */
    public @Nullable Seen seen() {
        final Seen seen = file.seen();
        final Seen ofDraft = EtagOptions.ofDraft(node, there, seen);
        if (ofDraft != null || seen == null || !seen.isRevision() || !seen.isOf(node.tenant())) {
            return ofDraft;
        }
        final ExportTuningResponse exported = node.exportTuning(seen.name());
        if (!exported.getDocumentSha256().equals(seen.sha256())) {
            return null;
        }
        final String name = "draft:" + there.getDraft();
        final ExportTuningResponse now = node.exportTuning(name);
        return now.getCsv().equals(exported.getCsv()) ? Seen.of(name, now) : null;
    }

    /** Shows which rules are new, gone or changed, beside the answer. */
    public void show() {
        final String name = "draft:" + there.getDraft();
        final Map<String, Map<String, String>> before =
                rules(node.exportTuning(name).getCsv());
        final Map<String, Map<String, String>> after = rules(file.csv());
        final List<String> added = new ArrayList<>(after.keySet());
        added.removeAll(before.keySet());
        final List<String> gone = new ArrayList<>(before.keySet());
        gone.removeAll(after.keySet());
        final List<String> changed = after.keySet().stream()
                .filter(id -> before.containsKey(id) && !Objects.equals(after.get(id), before.get(id)))
                .toList();
        screen.tell("What the file changes in the tuning rules of " + name + ":");
        line("+ ", added);
        line("- ", gone);
        line("~ ", changed);
        if (added.isEmpty() && gone.isEmpty() && changed.isEmpty()) {
            screen.tell("  nothing");
        }
    }

    private void line(final String sign, final List<String> ids) {
        if (!ids.isEmpty()) {
            screen.tell(sign + TableLines.some(ids, NAMED_RULES));
        }
    }

    // Cells without content do not count, since another export may lack their column; nor does what guards one from a
    // spreadsheet.
    private static Map<String, Map<String, String>> rules(final String csv) {
        final List<List<String>> rows = MatrixFile.rows("the file", csv);
        final Map<String, Map<String, String>> rules = new LinkedHashMap<>();
        for (final List<String> row : rows.subList(Math.min(1, rows.size()), rows.size())) {
            final Map<String, String> rule = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(row.size(), rows.get(0).size()); i++) {
                if (!row.get(i).isEmpty()) {
                    rule.put(rows.get(0).get(i), CsvCells.plain(row.get(i)));
                }
            }
            if (!rule.isEmpty()) {
                rules.put(rule.getOrDefault(ID, ""), rule);
            }
        }
        return rules;
    }
}
