import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;

/**
 * Declares live occasions at two nodes in turns, and tells how long that takes until the next contact is routed by one.
 *
 * <p>Arguments: admin port and route port of one node, those of the other one, rounds, declarations of a turn. A declaration is answered
 * once it is in effect; each time that is looked at by a contact, before the occasion is resolved again.
 */
public final class Declares {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int MIDDLE = 2;

    private Declares() {}

    /** One node. */
    private record Node(String admin, String route) {}

    /** Declares. */
    public static void main(final String[] arguments) throws Exception {
        final Node before = new Node(arguments[0], arguments[1]);
        final Node after = new Node(arguments[2], arguments[3]);
        final int rounds = Integer.parseInt(arguments[4]);
        final int declares = Integer.parseInt(arguments[5]);
        turn(before, declares);
        turn(after, declares);
        final double[] ratios = new double[rounds];
        final double[] befores = new double[rounds];
        final double[] afters = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            final boolean isBeforeFirst = round % 2 == 0;
            final double first = turn(isBeforeFirst ? before : after, declares);
            final double second = turn(isBeforeFirst ? after : before, declares);
            befores[round] = isBeforeFirst ? first : second;
            afters[round] = isBeforeFirst ? second : first;
            ratios[round] = afters[round] / befores[round];
            System.out.printf("round %d  before: %.0f us  after: %.0f us%n", round + 1, befores[round], afters[round]);
        }
        System.out.printf(
                "median  before: %.0f us  after: %.0f us  ratio: %.3f%n",
                median(befores), median(afters), median(ratios));
    }

    // The median of one turn, in microseconds.
    private static double turn(final Node node, final int declares) throws Exception {
        final double[] took = new double[declares];
        for (int i = 0; i < declares; i++) {
            final String id = "d" + System.nanoTime();
            final String declaration = "{\"liveOccasion\":{\"id\":\"" + id + "\",\"occasion\":\"outage\",\"reason\":\"turns\","
                    + "\"expireTime\":\"" + Instant.now().plusSeconds(600) + "\"}}";
            final long begunNs = System.nanoTime();
            ask(node.admin(), "/v1/tenants/default/liveOccasions", declaration);
            took[i] = (System.nanoTime() - begunNs) / 1e3;
            final String decision = ask(node.route(), "/v1/route", "{\"contact_id\":\"c\",\"channel\":\"VOICE\"}");
            if (!decision.contains("\"occasion\":\"outage\"")) {
                throw new IllegalStateException("the occasion is declared and not in effect: " + decision);
            }
            ask(node.admin(), "/v1/tenants/default/liveOccasions/" + id + ":resolve", "{\"reason\":\"turns\"}");
        }
        return median(took);
    }

    private static String ask(final String port, final String path, final String body) throws Exception {
        final HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / MIDDLE];
    }
}
