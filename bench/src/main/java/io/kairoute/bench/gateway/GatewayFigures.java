package io.kairoute.bench.gateway;

import io.kairoute.bench.load.LoadResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run over the network came to.
 *
 * @param saturated what was asked, by whom, to the calls a second of each round, or contacts where a call has many
 * @param bytesPerCall bytes allocated on Kairoute's event loop for one unary call
 * @param atHalfRate server to its calls at half of grpc-java's saturated rate, of the middle one of several phases
 * @param atShare share of what Kairoute's core can do, in percent, to calls at that rate
 * @param first the calls of the first seconds after a start
 * @param quiet latencies without publishing, of the middle one of several phases
 * @param publishing latencies while a new revision is compiled and published ten times a second, of the middle one of as many
 *     phases in turns with the others
 * @param published how many revisions that were in all
 * @param perSByLoops unary calls a second of a server on all cores, by how many event loops it has
 */
public record GatewayFigures(
        Map<String, List<Double>> saturated,
        double bytesPerCall,
        Map<String, CallCost> atHalfRate,
        Map<Integer, CallCost> atShare,
        CallCost first,
        LoadResult quiet,
        LoadResult publishing,
        long published,
        Map<Integer, Double> perSByLoops) {

    /** Copies what could be changed. */
    public GatewayFigures {
        saturated = new TreeMap<>(saturated);
        atHalfRate = new TreeMap<>(atHalfRate);
        atShare = new TreeMap<>(atShare);
        perSByLoops = new TreeMap<>(perSByLoops);
    }

    /** Calls a second under saturation, the median of the rounds; NaN where it was not measured. */
    public double perS(final String asked) {
        return Statistics.median(saturated.getOrDefault(asked, List.of()));
    }

    /** Microseconds of processor time for a call at half rate; NaN where that was not measured, or the generator was the limit. */
    public double processorUs(final String server) {
        final @Nullable CallCost cost = atHalfRate.get(server);
        return cost == null || !cost.isTold() ? Double.NaN : cost.processorUs();
    }
}
