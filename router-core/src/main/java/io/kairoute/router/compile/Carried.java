package io.kairoute.router.compile;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The last thing that was made, carried over for as long as what it is made of stays equal. Single-threaded. */
final class Carried<I, O> {
    private @Nullable I madeOf;
    private @Nullable O made;

    /** What is made of this: the last one where that was made of an equal thing, else a new one. */
    O of(final I input, final Function<I, O> make) {
        O last = made;
        if (last == null || !Objects.equals(madeOf, input)) {
            last = make.apply(input);
            made = last;
            madeOf = input;
        }
        return last;
    }
}
