package io.kairoute.gateway.api.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.StringValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatestAnswersTest {
    private final LatestAnswers answers = new LatestAnswers(() -> {});

    @Test
    void shouldKeepOnlyTheNewestStateOfEachForASlowReader() {
        for (int i = 0; i < 10_000; i++) {
            answers.tell("a", text("a" + i), "1-" + i, false);
        }
        answers.tell("b", text("b"), "1-10000", false);

        assertEquals(List.of("a9999@1-9999", "b@1-10000"), all());
    }

    @Test
    void shouldSayNothingOfWhatEndedBeforeTheReaderHeardOfIt() {
        answers.tell("a", text("a"), "1", false);
        answers.tell("b", text("b"), "2", false);
        answers.tell("a", text("a over"), "3", true);

        assertEquals(List.of("b@2"), all());

        answers.tell("b", text("b over"), "4", true);

        assertEquals(List.of("b over@4"), all());
    }

    @Test
    void shouldNameAPositionOnlyOnceAllThatWasThereIsTold() {
        final Map<String, StringValue> present = new LinkedHashMap<>();
        present.put("a", text("a"));
        present.put("b", text("b"));
        answers.present(present, "7", false);
        answers.tell("a", text("a2"), "8", false);

        assertEquals(List.of("b@", "@7", "a2@8"), all());
    }

    @Test
    void shouldTellAReaderThatCameBackOfTheEndOfWhatItMayKnow() {
        answers.goOn(List.of("a"), "");
        answers.tell("a", text("a over"), "3", true);

        assertEquals(List.of("a over@3"), all());
    }

    @Test
    void shouldTellAReaderThatCameBackWhereItIsNow() {
        answers.goOn(List.of("a"), "2");

        assertEquals(List.of("@2"), all());
    }

    private List<String> all() {
        final List<String> all = new ArrayList<>();
        for (AnswerStep step = answers.next(); step != AnswerStep.NOTHING; step = answers.next()) {
            if (step instanceof AnswerStep.Answer answer) {
                all.add(((StringValue) answer.message()).getValue() + "@" + answer.position());
            } else if (step instanceof AnswerStep.Reached reached) {
                all.add("@" + reached.position());
            }
        }
        return all;
    }

    private static StringValue text(final String text) {
        return StringValue.of(text);
    }
}
