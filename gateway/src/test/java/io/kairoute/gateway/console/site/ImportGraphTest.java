package io.kairoute.gateway.console.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImportGraphTest {
    private final Map<String, byte[]> files = new HashMap<>();

    @SuppressWarnings("NullAway") // in a class file it does not see that a function may give null
    private final ImportGraph graph = new ImportGraph(files::get);

    @Test
    void shouldFindEachWayToImportAtOnce() {
        file("js/main.js", """
                import {a, b as c} from './pages/a.js';
                import * as d from "./d.js";
                import './e.js';
                export {f} from './f.js'; export*from"./g.js";
                import {
                  h,
                } from '../js/h.js';
                const notImported = "./none.js", alsoNot = 'from "./none.js"';
                obj.import('./none.js');
                const icons = `${icon('export')} ${t('import', "x")}`;
                """);
        List.of("pages/a", "d", "e", "f", "g", "h").forEach(name -> file("js/" + name + ".js", ""));

        assertEquals(
                List.of("js/main.js", "js/pages/a.js", "js/d.js", "js/e.js", "js/f.js", "js/g.js", "js/h.js"),
                List.copyOf(graph.neededBy("js/main.js")));
    }

    @Test
    void shouldFollowWhatIsImportedInTurnAndEndWhereModulesImportEachOther() {
        file("a.js", "import './b.js'");
        file("b.js", "import './c.js'");
        file("c.js", "import './a.js'");

        assertEquals(List.of("a.js", "b.js", "c.js"), List.copyOf(graph.neededBy("a.js")));
    }

    @Test
    void shouldLeaveForLaterWhatIsImportedLater() {
        file("a.js", "const page = () => import('./b.js'); /** @type {import('./types.js').T} */");
        file("b.js", "");

        assertEquals(List.of("a.js"), List.copyOf(graph.neededBy("a.js")));
        assertEquals(List.of("a.js", "b.js"), List.copyOf(graph.reachedFrom(List.of("a.js"))));
    }

    @Test
    void shouldNameAModuleThatIsNotThere() {
        file("a.js", "import './gone.js'");

        final IllegalStateException refused = assertThrows(IllegalStateException.class, () -> graph.neededBy("a.js"));

        assertTrue(String.valueOf(refused.getMessage()).contains("gone.js"), refused.getMessage());
    }

    @Test
    void shouldNameALibraryThatThereIsNot() {
        file("a.js", "import 'jquery'");

        final IllegalStateException refused = assertThrows(IllegalStateException.class, () -> graph.neededBy("a.js"));

        assertTrue(String.valueOf(refused.getMessage()).contains("jquery"), refused.getMessage());
    }

    private void file(final String name, final String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
