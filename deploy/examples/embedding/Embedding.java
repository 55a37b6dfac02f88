import io.kairoute.router.embed.ContactRequest;
import io.kairoute.router.embed.ContactRouter;
import io.kairoute.router.embed.EmbeddedRouting;
import io.kairoute.router.embed.RoutedContact;
import io.kairoute.router.live.LiveOccasion;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Routes two contacts inside a program of its own: before an outage is declared, and after. */
public final class Embedding {
    private Embedding() {}

    /** Takes the table's file and the data directory, which is made when it is missing. */
    public static void main(final String[] arguments) {
        final InstantSource clock = InstantSource.system();
        try (EmbeddedRouting routing = EmbeddedRouting.open(Path.of(arguments[0]), Path.of(arguments[1]), clock)) {
            routing.notes().forEach(System.out::println);
            // One router per thread.
            final ContactRouter router = routing.newRouter();
            final ContactRequest contact = ContactRequest.of("call-1").channel("VOICE").region("US-PA");

            print(router.route(contact));

            final long now = clock.millis();
            final long inAnHour = now + 3_600_000;
            routing.declare(
                    List.of(new LiveOccasion(
                            "storm", "outage", 10_000, List.of("US-PA"), List.of(), List.of(), List.of(), List.of(), now, inAnHour)),
                    List.of());

            print(router.route(contact));
        }
    }

    private static void print(final RoutedContact routed) {
        System.out.println(routed.occasion() + " " + routed.band() + " -> " + routed.queue() + ", " + routed.decisionId());
    }
}
