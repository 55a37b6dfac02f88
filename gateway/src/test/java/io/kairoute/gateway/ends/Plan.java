package io.kairoute.gateway.ends;

import com.nimbusds.jose.jwk.ECKey;
import io.kairoute.gateway.ends.Heard.Over;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One call that is to be made: its kind, its end, and what must come of it. Immutable.
 *
 * @param number the run's number, counted over all runs
 * @param how what the method is told to do
 */
record Plan(long number, CallKind kind, Ending ending, String how, Head head) {
    private static final int TOO_MANY = 8;
    private static final int UNAVAILABLE = 14;
    private static final List<Integer> BUSY = List.of(TOO_MANY, UNAVAILABLE, 429, 503);

    /** What becomes of a message of which only a part came: the time of somebody is over. */
    private static final int[] SILENT = {0, 4, 200, 408, 504};

    /** A body that stays away is waited for so long that few runs can. */
    private static final int FEW = 100;

    /** What became of a call's connection. */
    enum Line {
        /** It lasted longer than the call. */
        WHOLE,
        /** It was told to end, or ended, once the call had done its part. */
        ENDED,
        /** It was told to end, or ended, before the call did more than begin. */
        ENDED_BEFORE
    }

    /** Draws a call. */
    static Plan draw(
            final long number,
            final List<CallKind> kinds,
            final EndsNode node,
            final ECKey stranger,
            final SplittableRandom random) {
        final CallKind kind = kinds.get(random.nextInt(kinds.size()));
        final List<Ending> endings = kind.endings();
        Ending ending = endings.get(random.nextInt(endings.size()));
        if (ending == Ending.STRANGE && (kind.isForAnybody() || random.nextInt(FEW / 10) > 0)) {
            ending = Ending.PROVEN;
        }
        if (ending == Ending.SILENT && (kind.isFile() || (kind.isJson() && random.nextInt(FEW) > 0))) {
            ending = Ending.RESET;
        }
        final String how = how(kind, ending, random);
        return new Plan(
                number,
                kind,
                ending,
                how,
                head(kind, ending, kind.path(how), token(number, kind, ending, node, stranger)));
    }

    private static String how(final CallKind kind, final Ending ending, final SplittableRandom random) {
        final boolean isLate = kind.canFailLate() && random.nextBoolean();
        return switch (ending) {
            case THROWN -> isLate ? Misbehaviour.LATE_THROW : Misbehaviour.THROW;
            case BROKEN -> isLate ? Misbehaviour.LATE_ERROR : Misbehaviour.ERROR;
            case STALLED -> Misbehaviour.STALL;
            default -> Misbehaviour.ANSWER;
        };
    }

    private static String token(
            final long number, final CallKind kind, final Ending ending, final EndsNode node, final ECKey stranger) {
        return switch (ending) {
            case UNPROVEN, PROVEN -> node.freshToken(kind.tenant(), number);
            case STRANGE -> node.strangeToken(stranger, number);
            default -> node.token(kind.tenant());
        };
    }

    private static Head head(final CallKind kind, final Ending ending, final String path, final String token) {
        final Map<String, String> fields = new HashMap<>();
        if (!kind.isGet()) {
            fields.put("content-type", kind.contentType());
        }
        if (!kind.accept().isEmpty()) {
            fields.put("accept", kind.accept());
        }
        fields.put("authorization", "Bearer " + token);
        if (kind.isGrpc()) {
            fields.put("te", "trailers");
            if (ending == Ending.STALLED) {
                fields.put("grpc-timeout", "20m");
            } else if (ending == Ending.SILENT) {
                fields.put("grpc-timeout", "40m");
            }
        }
        return new Head(kind.isGet() ? "GET" : "POST", path, fields);
    }

    /**
     * Fails when that is not how the call may end.
     *
     * @param line what became of its connection
     */
    void check(final Heard heard, final Line line) {
        final boolean mayBeTakenBack = line != Line.WHOLE;
        final boolean isFine =
                switch (heard.how()) {
                    case NOT -> false;
                    case LET_GO -> true;
                    case UNSEEN -> mayBeTakenBack;
                    case CLOSED -> mayBeTakenBack;
                    case RESET -> mayBeTakenBack || ending == Ending.UNREAD || isCutOff() || isTooSlow();
                    case ANSWERED ->
                        isExpected(heard.status(kind.isGrpc()))
                                || (line == Line.ENDED_BEFORE && isSilent(heard.status(kind.isGrpc())));
                };
        if (!isFine) {
            throw new AssertionError("not so: " + heard);
        }
    }

    /** Over plain HTTP many answers that break off have no status that says so. */
    private boolean isCutOff() {
        return kind.isOfLines() && (ending == Ending.THROWN || ending == Ending.BROKEN);
    }

    /** The test stream waits for its reader no longer than a run may last. */
    private boolean isTooSlow() {
        return kind.isTestStream() && ending == Ending.SLOW;
    }

    /**
     * Whether work of the node waits for this call's caller. A peer that waited for another call meanwhile might wait for one that
     * waits for this work.
     */
    boolean holdsUpOthers() {
        return switch (kind) {
            case UPLOAD, UPLOAD_BODY -> true;
            case EXPORT, EXPORT_LINES -> ending == Ending.SLOW || ending == Ending.UNREAD;
            default -> false;
        };
    }

    /** Whether the call goes on for as long as its caller stays; a stream that stalls in the middle does, too. */
    boolean lasts() {
        return kind.lasts() || (kind.isTestStream() && ending == Ending.STALLED);
    }

    /** Whether a call was refused for being too much. */
    boolean isBusy(final Heard heard) {
        return heard.how() == Over.ANSWERED && BUSY.contains(heard.status(kind.isGrpc()));
    }

    /** Whose line ended before it said that its side is over, or that it goes, was silent, and no more than that. */
    private boolean isSilent(final int status) {
        return switch (ending) {
            case HALF_CLOSED, RESET, UNPROVEN -> isOneOf(status, SILENT);
            default -> false;
        };
    }

    private boolean isExpected(final int status) {
        if (BUSY.contains(status)) {
            return true;
        }
        return switch (ending) {
            case THROWN, BROKEN -> isOneOf(status, 13, 500) || (kind.isOfLines() && status == 200);
            case STALLED -> isOneOf(status, 0, 4, 200);
            case SILENT -> isOneOf(status, SILENT);
            case HALF_CLOSED -> (kind.isFile() && status == 200) || (status != 0 && status != 200 && status != 500);
            case STRANGE -> isOneOf(status, 16, 401);
            default -> isOneOf(status, 0, 200);
        };
    }

    private static boolean isOneOf(final int status, final int... expected) {
        for (final int each : expected) {
            if (each == status) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "run " + number + ": " + kind + " " + ending + " " + how;
    }
}
