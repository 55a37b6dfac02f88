package io.kairoute.gateway.control.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.control.v1.SegmentSetActivated;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where going back leads is told by what was served, in the order of the log. */
class SetFoldTest {
    private final SetFold sets = new SetFold();
    private long entries;

    @Test
    void shouldHaveWhatWasLeftAsTheLatest() {
        activate(1);
        activate(3);
        activate(2);

        assertEquals(2, sets.active());
        assertEquals(List.of(1, 3), sets.before());
    }

    @Test
    void shouldNotStandBetweenTwoSetsThatAreActivatedByTurns() {
        activate(1);
        activate(2);
        activate(1);
        activate(2);

        goBack(1);

        assertEquals(List.of(), sets.before());
    }

    @Test
    void shouldForgetWhatWasLeftByGoingBackUntilItIsActivatedAgain() {
        activate(1);
        activate(2);
        activate(3);

        goBack(2);

        assertEquals(List.of(1), sets.before());
        activate(3);
        assertEquals(List.of(1, 2), sets.before());
    }

    @Test
    void shouldPassOverASetThatIsKeptNoMore() {
        activate(1);
        activate(2);
        activate(3);

        goBack(1);

        assertEquals(List.of(), sets.before());
    }

    @Test
    void shouldStandAsBeforeWhereAnActivationIsTakenBack() {
        activate(1);
        activate(2);
        activate(3);

        apply(change(1));
        apply(change(3).setUndone(true));

        assertEquals(3, sets.active());
        assertEquals(List.of(1, 2), sets.before());
    }

    @Test
    void shouldStandAsBeforeWhereGoingBackIsTakenBack() {
        activate(1);
        activate(2);
        activate(3);

        goBack(2);
        apply(change(3).setUndone(true).setRolledBack(true));

        assertEquals(3, sets.active());
        assertEquals(List.of(1, 2), sets.before());
    }

    @Test
    void shouldNotGoBackToASetThatWasLoggedAndNeverServed() {
        activate(1);
        activate(2);

        apply(change(1).setFound(true));

        assertEquals(1, sets.active());
        assertEquals(List.of(), sets.before());
    }

    @Test
    void shouldStandAsBeforeWhereANodeWasKilledWhileItWentBack() {
        activate(1);
        activate(2);
        activate(3);
        goBack(2);

        apply(change(3).setFound(true));

        assertEquals(List.of(1, 2), sets.before());
    }

    @Test
    void shouldTakeASetThatWasActivatedBesideTheNodeAsAnyOther() {
        activate(1);

        apply(change(2).setFound(true));

        assertEquals(2, sets.active());
        assertEquals(List.of(1), sets.before());
        assertEquals(1, sets.activatedAt());
    }

    @Test
    void shouldNotNoteASetThatIsActivatedAgain() {
        activate(1);
        activate(1);

        assertEquals(List.of(), sets.before());
    }

    @Test
    void shouldHoldABoundedNumber() {
        IntStream.rangeClosed(1, 10 * SetFold.MOST_BEFORE).forEach(this::activate);

        assertEquals(SetFold.MOST_BEFORE, sets.before().size());
        assertEquals(10 * SetFold.MOST_BEFORE - 1, sets.before().get(SetFold.MOST_BEFORE - 1));
    }

    private void activate(final int number) {
        apply(change(number));
    }

    private void goBack(final int number) {
        apply(change(number).setRolledBack(true));
    }

    private SegmentSetActivated.Builder change(final int number) {
        return SegmentSetActivated.newBuilder().setBefore(sets.active()).setAfter(number);
    }

    private void apply(final SegmentSetActivated.Builder change) {
        sets.apply(change.build(), ++entries);
    }
}
