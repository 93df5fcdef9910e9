package io.chiral.asymmetry.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.event.OpinionRecorded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpinionsTest {

  private static OpinionRecorded opinion(String id, double value) {
    return new OpinionRecorded(
        "s", id, new RecordOpinion("s", id.substring(0, 3), "t", "r", 1, null, null, value));
  }

  private static Opinions of(List<OpinionRecorded> arriving, Faults faults) {
    Opinions opinions = new Opinions(100);
    arriving.forEach(opinion -> opinions.add(opinion, faults));
    return opinions;
  }

  @Test
  void keepsARandomPartOfTooManyWhateverTheirOrder() {
    List<OpinionRecorded> many =
        new ArrayList<>(
            IntStream.range(0, 1000)
                .mapToObj(i -> opinion((i < 500 ? "ann" : "bob") + "-" + i, 3))
                .toList());
    Opinions one = of(many, new Faults());
    Collections.shuffle(many, new Random(1));
    many.addAll(many.subList(0, 300));
    Opinions other = of(many, new Faults());
    assertThat(one.all()).hasSize(100).containsExactlyElementsOf(other.all());
    assertThat(one.full()).isTrue();
    assertThat(one.all().stream().filter(o -> o.opinion().rater().equals("ann")).count())
        .isBetween(35L, 65L);
  }

  @Test
  void showsASecondDifferentValueAsAFaultAndKeepsTheSameOne() {
    Faults faults = new Faults();
    Opinions opinions = of(List.of(opinion("ann-1", 2), opinion("ann-1", 4)), faults);
    Opinions turned = of(List.of(opinion("ann-1", 4), opinion("ann-1", 2)), new Faults());
    assertThat(opinions.all()).containsExactlyElementsOf(turned.all());
    assertThat(faults.list()).singleElement().matches(f -> f.key().contains("ann-1"));
    assertThat(opinions.full()).isFalse();
  }
}
