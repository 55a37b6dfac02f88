package io.kairoute.router.live;

/**
 * A tenant's switches for bad days, each off outside its time.
 *
 * @param stageTwoOffUntilMs until when steps 2 to 4 use the default tier and no tuning, exclusive; 0 for not switched
 * @param experimentsOffUntilMs until when no experiment is run, exclusive; 0 for not switched
 */
public record Switches(long stageTwoOffUntilMs, long experimentsOffUntilMs) {
    /** Nothing is switched off. */
    public static final Switches NONE = new Switches(0, 0);
}
