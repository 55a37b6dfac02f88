package io.kairoute.gateway.ends;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One call over HTTP/2, step by step, so that the steps of many can be mixed: it begins, acts, and finishes.
 *
 * <p>Thread-confined: owned by its peer's thread.
 */
final class Http2Call {
    private static final int ROOM = 1 << 24;
    private static final int MOST_MESSAGES = 3;
    private static final byte[] NOTHING = {};

    private final Plan plan;
    private final CallKind kind;
    private final Ending ending;
    private final Http2Line line;
    private final SplittableRandom random;
    private final Heard heard;
    private boolean hasActed;

    /** Begins a call on a line. */
    Http2Call(final Plan plan, final Http2Line line, final SplittableRandom random) {
        this.plan = plan;
        this.kind = plan.kind();
        this.ending = plan.ending();
        this.line = line;
        this.random = random;
        this.heard = line.begin(plan.head(), plan.kind().isGet());
        begin();
    }

    Heard heard() {
        return heard;
    }

    Plan plan() {
        return plan;
    }

    /** Whether it went on after its beginning; where its connection ended before, its caller was silent. */
    boolean hasActed() {
        return hasActed;
    }

    private void begin() {
        if (ending != Ending.UNREAD && ending != Ending.SLOW) {
            line.grant(heard, ROOM);
        }
        switch (ending) {
            case SILENT, HALF_CLOSED -> sendPart();
            case RESET, UNPROVEN -> {
                if (random.nextBoolean()) {
                    sendWhole();
                }
                if (random.nextBoolean()) {
                    line.reset(heard);
                }
            }
            default -> sendWhole();
        }
        if (random.nextBoolean()) {
            line.flush();
        }
    }

    private void sendPart() {
        final byte[] message = kind.message(plan.how());
        line.data(heard, Arrays.copyOf(message, random.nextInt(1, message.length)), false);
    }

    private void sendWhole() {
        if (kind.isGet()) {
            return;
        }
        if (!kind.takesMany()) {
            line.data(heard, kind.message(plan.how()), true);
            return;
        }
        final int before = random.nextInt(MOST_MESSAGES);
        for (int i = 0; i < before; i++) {
            line.data(heard, kind.message(Misbehaviour.ANSWER), false);
        }
        line.data(heard, kind.message(plan.how()), false);
    }

    /** Goes on, with the calls that began beside it under way. */
    void act() throws IOException {
        hasActed = true;
        switch (ending) {
            case HALF_CLOSED -> line.data(heard, NOTHING, true);
            case RESET, UNPROVEN -> line.reset(heard);
            case SILENT -> {
                if (!kind.hasDeadline() && !kind.isJson()) {
                    line.reset(heard);
                }
            }
            case UNREAD -> {}
            default -> endInput();
        }
    }

    private void endInput() throws IOException {
        if (!kind.takesMany()) {
            return;
        }
        if (ending.isPatient() && ending != Ending.SLOW && random.nextBoolean()) {
            line.await(heard, Http2Call::isBeingAnswered);
        }
        if (!heard.isOver()) {
            line.data(heard, NOTHING, true);
        }
    }

    /** Waits until it is over. */
    void finish() throws IOException {
        switch (ending) {
            case SLOW -> readSlowly();
            case UNREAD -> {
                // What is held back is data; a head comes through.
                if (!kind.isTestStream() || random.nextBoolean()) {
                    if (!plan.holdsUpOthers()) {
                        line.await(heard, Heard::hasBegun);
                    }
                    line.reset(heard);
                }
            }
            default -> {
                if (plan.lasts()
                        && ending != Ending.HALF_CLOSED
                        && ending != Ending.SILENT
                        && ending != Ending.STRANGE) {
                    line.await(heard, Http2Call::isBeingAnswered);
                    line.reset(heard);
                }
            }
        }
        line.await(heard, call -> false);
    }

    private void readSlowly() throws IOException {
        int room = random.nextInt(1, 64);
        for (int step = 0; !heard.isOver(); step++) {
            if (plan.lasts() && step == 3) {
                line.reset(heard);
                return;
            }
            final int before = heard.bytes();
            line.grant(heard, room);
            final int after = before + room;
            line.await(heard, call -> call.bytes() >= after || (plan.lasts() && call.bytes() > 0));
            room = Math.min(ROOM, room * 4);
        }
    }

    private static boolean isBeingAnswered(final Heard call) {
        return call.bytes() > 0;
    }
}
