package io.kairoute.router.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers of a host's tables outlive its process, so that a pin fits the table that it was made by and no other one. */
class EmbeddedRevisionsTest {
    @TempDir
    private Path directory;

    @Test
    void shouldNumberATableAlikeInEveryProcessAndAnotherOneDifferently() throws IOException {
        final Path other = Host.table(directory, "other");
        final Path commented = Files.writeString(
                directory.resolve("commented.yaml"), "# a comment more\n" + Files.readString(Host.TABLE));

        final long here = revision(Host.TABLE, "here");
        final long there = revision(commented, "there");
        final long another = revision(other, "there");

        assertEquals(here, there);
        assertNotEquals(here, another);
        assertTrue(here > 0 && here < 1L << 53, "a number of JSON holds it: " + here);
    }

    @Test
    void shouldKeepAPinOverARestartAndTellWhereItsTableIsGone() throws IOException {
        final Path other = Host.table(directory, "other");
        final ContactRequest again;
        try (EmbeddedRouting routing = Host.open(directory.resolve("data"))) {
            final String id =
                    routing.newRouter().route(ContactRequest.of("call-1")).decisionId();
            again = ContactRequest.of("call-1").retry(1, "p" + id.substring(1));
        }

        final RoutedContact bySame;
        try (EmbeddedRouting routing = Host.open(directory.resolve("data"))) {
            bySame = routing.newRouter().route(again);
        }
        final RoutedContact byOther;
        try (EmbeddedRouting routing = EmbeddedRouting.open(other, directory.resolve("data"), Host.CLOCK)) {
            byOther = routing.newRouter().route(again);
        }

        assertEquals(List.of(), bySame.flags());
        assertEquals(List.of("PIN_EXPIRED"), byOther.flags());
        assertNotEquals(bySame.decisionId(), byOther.decisionId());
    }

    @Test
    void shouldRouteAContactThatComesAgainByTheTableThatDecidedIt() throws IOException {
        try (EmbeddedRouting routing = Host.open(directory.resolve("data"))) {
            final ContactRouter router = routing.newRouter();
            final RoutedContact first = router.route(ContactRequest.of("call-3"));
            final Published next = routing.publish(Host.table(directory, "next"));

            final RoutedContact again = router.route(ContactRequest.of("call-3")
                    .retry(1, "p" + first.decisionId().substring(1)));
            final RoutedContact another = router.route(ContactRequest.of("call-4"));

            assertEquals(first.tableRevision(), again.tableRevision());
            assertEquals(List.of(), again.flags());
            assertEquals(next.revision(), another.tableRevision());
            assertEquals(next, routing.published());
        }
    }

    @Test
    void shouldTakeATableThatIsPublishedAgainForTheOneThatItWas() throws IOException {
        try (EmbeddedRouting routing = Host.open(directory.resolve("data"))) {
            final ContactRouter router = routing.newRouter();
            final Published first = routing.published();
            routing.publish(Host.table(directory, "next"));

            final Published back = routing.publish(Host.TABLE);
            final RoutedContact routed = router.route(ContactRequest.of("call-3"));

            assertEquals(first, back);
            assertEquals(first.revision(), routed.tableRevision());
            assertEquals(1, router.router().contact().snapshot().kept().length);
        }
    }

    @Test
    void shouldKeepTheTableBeforeHoweverOftenOneIsPublishedAgain() throws IOException {
        try (EmbeddedRouting routing = Host.open(directory.resolve("data"))) {
            final ContactRouter router = routing.newRouter();
            final RoutedContact first = router.route(ContactRequest.of("call-3"));
            final Path next = Host.table(directory, "next");
            for (int i = 0; i < EmbeddedRouting.KEPT_REVISIONS; i++) {
                routing.publish(next);
            }

            final RoutedContact again = router.route(ContactRequest.of("call-3")
                    .retry(1, "p" + first.decisionId().substring(1)));

            assertEquals(first.tableRevision(), again.tableRevision());
            assertEquals(List.of(), again.flags());
        }
    }

    @Test
    void shouldKeepABoundedNumberOfTables() throws IOException {
        try (EmbeddedRouting routing = Host.open(directory.resolve("data"))) {
            final ContactRouter router = routing.newRouter();
            for (int i = 0; i < EmbeddedRouting.KEPT_REVISIONS; i++) {
                routing.publish(Host.table(directory, "next-" + i));
            }

            final RoutedContact last = router.route(ContactRequest.of("call-3"));

            assertEquals(
                    EmbeddedRouting.KEPT_REVISIONS - 1,
                    router.router().contact().snapshot().kept().length);
            assertEquals(routing.published().revision(), last.tableRevision());
        }
    }

    @Test
    void shouldTellTheWarningsOfATable() throws IOException {
        final Path doubtful = Files.writeString(
                directory.resolve("doubtful.yaml"),
                Files.readString(Host.TABLE).replaceFirst("review_by: 20\\d\\d", "review_by: 2001"));
        try (EmbeddedRouting routing = Host.open(directory.resolve("data"))) {
            final Published published = routing.publish(doubtful);

            assertTrue(
                    published.warnings().stream()
                            .anyMatch(line -> line.contains("doubtful.yaml:") && line.contains("2001")),
                    published.warnings()::toString);
        }
        try (EmbeddedRouting routing = EmbeddedRouting.open(doubtful, directory.resolve("data"), Host.CLOCK)) {
            assertTrue(routing.published().warnings().toString().contains("2001"));
        }
    }

    @Test
    void shouldListTheFirstErrorsOfATableInItsMessageAndAllOfThemBeside() throws IOException {
        final StringBuilder table = new StringBuilder("table: x\nformat: 1\n");
        for (int i = 0; i < 1_000; i++) {
            table.append("key").append(i).append(": 1\n");
        }
        final Path broken = Files.writeString(directory.resolve("broken.yaml"), table.toString());

        final RefusedTableException refused = assertThrows(
                RefusedTableException.class, () -> EmbeddedRouting.open(broken, directory.resolve("data"), Host.CLOCK));

        final String said = String.valueOf(refused.getMessage());
        assertTrue(refused.errors().size() >= 1_000, () -> refused.errors().size() + "");
        assertEquals(RefusedTableException.MOST_TOLD + 1, said.lines().count());
        assertTrue(said.endsWith("more errors"), said);
    }

    private long revision(final Path table, final String data) {
        try (EmbeddedRouting routing = EmbeddedRouting.open(table, directory.resolve(data), Host.CLOCK)) {
            return routing.published().revision();
        }
    }
}
