package dev.reprise.bench;

import java.util.SplittableRandom;

/**
 * A distribution given by some of its quantiles, log-linear between them: drawing from it gives those quantiles back.
 * Pairs of probability and value, both ascending, from 0 to 1.
 */
record Quantiles(double[] probabilities, double[] values) {

    static Quantiles of(double... pairs) {
        double[] probabilities = new double[pairs.length / 2];
        double[] values = new double[pairs.length / 2];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = pairs[2 * i];
            values[i] = pairs[2 * i + 1];
        }
        return new Quantiles(probabilities, values);
    }

    int draw(SplittableRandom random) {
        return at(random.nextDouble());
    }

    /** The value below which this share of the draws lies. */
    int at(double probability) {
        int i = 1;
        while (i < probabilities.length - 1 && probabilities[i] < probability) {
            i++;
        }
        double share = (probability - probabilities[i - 1]) / (probabilities[i] - probabilities[i - 1]);
        double low = Math.log(values[i - 1] + 1);
        double high = Math.log(values[i] + 1);
        return (int) Math.round(Math.exp(low + Math.clamp(share, 0, 1) * (high - low)) - 1);
    }
}
