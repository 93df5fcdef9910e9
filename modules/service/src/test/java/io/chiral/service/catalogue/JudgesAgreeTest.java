package io.chiral.service.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.asymmetry.panel.JudgeCatalogue;
import io.chiral.asymmetry.panel.JudgeTraits;
import io.chiral.imagery.metric.Judge;
import io.chiral.imagery.metric.Judges;
import org.junit.jupiter.api.Test;

/** What reports take for granted of a judge is what the judge says. */
class JudgesAgreeTest {

  @Test
  void aJudgeWithoutWeightsIsTurnedAndSortedAsItSays() {
    for (Judge judge : Judges.all(0)) {
      JudgeTraits told = JudgeCatalogue.find(judge.id());
      assertThat(told.family()).as(judge.id()).isEqualTo(judge.family().id());
      assertThat(told.higherIsBetter()).as(judge.id()).isEqualTo(judge.higherIsBetter());
    }
  }

  @Test
  void everyJudgeThatCanBeListedIsKnownToReports() {
    assertThat(io.chiral.training.judge.Judges.ids()).allMatch(JudgeCatalogue::knows);
  }
}
