package io.kairoute.ctl.access;

/** Options that count what the environment says where the command line says nothing. */
public interface Surrounded {
    /** Tells the surroundings, after the command line was read and before the command runs. */
    void surround(Surroundings surroundings);
}
