package io.kairoute.router.explain;

import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.OccasionSource;
import io.kairoute.router.explain.Explanation.Alternative;
import io.kairoute.router.key.ByteKeyIndex;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.snapshot.OccasionTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Says what became of the request's alternatives: which one took the winner's margin, and why the others did not. */
final class AlternativeExplainer {
    private final Made made;
    private final OccasionTable table;
    private final RouteRequestFlyweight request;
    private final int winner;

    AlternativeExplainer(final Made made) {
        this.made = made;
        this.table = made.table().occasions();
        this.request = made.signals().request();
        this.winner = made.decision().occasion;
    }

    /** Lists the alternatives, if the winner had a margin to keep. */
    List<Alternative> explain() {
        final Decision decision = made.decision();
        final List<Alternative> all = new ArrayList<>();
        if (decision.confidenceBp < table.clearAtBp()[winner]
                || decision.occasionSource() == OccasionSource.LIVE
                || decision.occasionSource() == OccasionSource.DEFAULT) {
            return all;
        }
        boolean isTaken = false;
        for (int i = 0; i < request.alternatives().count(); i++) {
            final Alternative one = explain(i, isTaken);
            isTaken |= one.isTaker();
            all.add(one);
        }
        return all;
    }

    private Alternative explain(final int index, final boolean isTaken) {
        final int confidenceBp = made.signals().alternativeBp(index);
        final int[] occasions = occasionsOf(index);
        final int lead = made.decision().confidenceBp - confidenceBp;
        final int margin = table.marginBp()[winner];
        final String of = " the lead of " + name(winner) + ", " + lead + " bp, is ";
        final boolean pointsElsewhere =
                occasions.length > 0 && IntStream.of(occasions).noneMatch(occasion -> occasion == winner);
        final boolean isTaker = !isTaken && pointsElsewhere && lead < margin;
        final String detail;
        if (isTaken) {
            detail = "not looked at: another one took the margin";
        } else if (occasions.length == 0) {
            detail = "points to no occasion of the table";
        } else if (!pointsElsewhere) {
            detail = "points to the winner";
        } else {
            detail = "points to " + names(occasions) + ":" + of
                    + (isTaker ? "below its margin of " : "not below its margin of ") + margin + " bp";
        }
        return new Alternative(
                text(
                        request.alternatives().occasionOffset(index),
                        request.alternatives().occasionLength(index)),
                text(
                        request.alternatives().intentOffset(index),
                        request.alternatives().intentLength(index)),
                confidenceBp,
                isTaker,
                detail);
    }

    // What an alternative points to: its occasion, else all that some rule about its intent points to.
    private int[] occasionsOf(final int index) {
        final int length = request.alternatives().occasionLength(index);
        final int occasion = length == 0
                ? ByteKeyIndex.MISSING
                : table.ids().find(request.bytes(), request.alternatives().occasionOffset(index), length);
        if (occasion != ByteKeyIndex.MISSING) {
            return new int[] {occasion};
        }
        final @Nullable ByteKeyIndex intents = made.table().vocabulary().terms(Slot.INTENT);
        final int intentLength = request.alternatives().intentLength(index);
        final int intent = intents == null || intentLength == 0
                ? ByteKeyIndex.MISSING
                : intents.find(request.bytes(), request.alternatives().intentOffset(index), intentLength);
        return intent == ByteKeyIndex.MISSING ? new int[0] : table.intentOccasions()[intent];
    }

    private String names(final int[] occasions) {
        return IntStream.of(occasions).mapToObj(this::name).collect(Collectors.joining(" and "));
    }

    private String name(final int occasion) {
        return made.names().occasions().get(occasion);
    }

    private String text(final int offset, final int length) {
        return new String(request.bytes(), offset, length, StandardCharsets.UTF_8);
    }
}
