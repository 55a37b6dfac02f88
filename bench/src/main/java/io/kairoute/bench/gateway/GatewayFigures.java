package io.kairoute.bench.gateway;

import io.kairoute.bench.load.LoadResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run over the network came to.
 *
 * @param unary server to the calls a second of each round
 * @param streamPerS contacts a second of each round over Kairoute's streams
 * @param bytesPerCall bytes allocated on Kairoute's event loop for one unary call
 * @param atHalfRate server to its latencies at half of grpc-java's saturated rate, of the middle one of several phases
 * @param quiet latencies without publishing, of the middle one of several phases
 * @param publishing latencies while a new revision is compiled and published ten times a second, of the middle one of as many
 *     phases in turns with the others
 * @param published how many revisions that were in all
 * @param perSByLoops unary calls a second of a server on all cores, by how many event loops it has
 */
public record GatewayFigures(
        Map<String, List<Double>> unary,
        List<Double> streamPerS,
        double bytesPerCall,
        Map<String, LoadResult> atHalfRate,
        LoadResult quiet,
        LoadResult publishing,
        long published,
        Map<Integer, Double> perSByLoops) {

    /** Copies what could be changed. */
    public GatewayFigures {
        unary = new TreeMap<>(unary);
        streamPerS = List.copyOf(streamPerS);
        atHalfRate = new TreeMap<>(atHalfRate);
        perSByLoops = new TreeMap<>(perSByLoops);
    }
}
