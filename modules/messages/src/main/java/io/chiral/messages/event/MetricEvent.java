package io.chiral.messages.event;

/** Everything the report is computed from. Which it is stands in the record's CloudEvents type. */
public sealed interface MetricEvent
    permits StudyExpanded,
        TrainingScalars,
        TrainingDiagnosed,
        FairWeightMeasured,
        ImagesScored,
        ItemsScored,
        TilesStored,
        RunEnded,
        OpinionRecorded,
        StudyForgotten {

  /** Study id, the record's key. */
  String study();
}
