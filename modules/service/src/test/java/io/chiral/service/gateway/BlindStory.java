package io.chiral.service.gateway;

import io.chiral.asymmetry.StudyFold;
import io.chiral.messages.Codec;
import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.event.OpinionRecorded;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.event.TilesStored;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.state.StudyState.StudyStatus;
import io.chiral.messages.work.Cell;
import io.chiral.training.checkpoint.CheckpointStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A smoke study whose trainings have ended, with tiles that can be told apart. */
final class BlindStory {

  private static final String EXPANSION = "0".repeat(64);

  private final List<StudyExpanded.RunCell> cells = new ArrayList<>();
  private final SmokeStory smoke = new SmokeStory(new Codec());

  /** Study, trainings and tiles of their last step. */
  List<Object> records(CheckpointStore store) throws IOException {
    List<Object> records = new ArrayList<>();
    records.add(smoke.study(StudyStatus.ENDED));
    int number = 0;
    for (String setting : SmokeStory.SETTINGS) {
      for (String metric : SmokeStory.METRICS) {
        for (long seed = 1; seed <= 2; seed++) {
          Cell training = SmokeStory.objective(metric, setting, seed);
          String run = "r-%02d".formatted(number);
          cells.add(new StudyExpanded.RunCell(run, training));
          records.add(
              SmokeStory.run(
                  run, training, SmokeStory.optimise(seed), RunStatus.COMPLETED, 30, null));
          records.add(tiles(store, number++, run, metric, setting, seed));
        }
      }
    }
    return records;
  }

  private TilesStored tiles(
      CheckpointStore store, int number, String run, String metric, String setting, long seed)
      throws IOException {
    Cell evaluated = new Cell(Cell.Role.EVALUATION, metric, setting, seed, 30, null);
    cells.add(new StudyExpanded.RunCell(run + "-e", evaluated));
    return SmokeStory.tiles(
        run + "-e",
        evaluated,
        Map.of(
            "output", store.putFile(Pictures.png(number)), "hr", store.putFile(Pictures.png(99))));
  }

  /** What the reporter would make of these opinions. */
  AsymmetryReport report(List<RecordOpinion> opinions) {
    StudyFold fold = new StudyFold(SmokeStory.STUDY);
    fold.apply(
        new StudyExpanded(SmokeStory.STUDY, 0, 1, smoke.spec(), EXPANSION, cells, null, "test"));
    for (int i = 0; i < opinions.size(); i++) {
      fold.apply(new OpinionRecorded(SmokeStory.STUDY, "o-" + i, opinions.get(i)));
    }
    return fold.report(new AsOf(0, opinions.size()), SmokeStory.NOW, "test");
  }
}
