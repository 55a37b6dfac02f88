package io.kairoute.insight.statistics;

/** What the value of an arm is of the means of its variables: the mean itself, or one mean per another. */
enum Outcome {
    MEAN {
        @Override
        double value(final double... means) {
            return means[0];
        }

        @Override
        double[] gradient(final double... means) {
            return new double[] {1};
        }
    },
    RATIO {
        @Override
        double value(final double... means) {
            return means[0] / means[1];
        }

        @Override
        double[] gradient(final double... means) {
            return new double[] {1 / means[1], -means[0] / (means[1] * means[1])};
        }
    };

    static Outcome of(final Kind kind) {
        return kind == Kind.RATIO ? RATIO : MEAN;
    }

    abstract double value(double... means);

    /** How the value moves with each mean (the delta method). */
    abstract double[] gradient(double... means);
}
