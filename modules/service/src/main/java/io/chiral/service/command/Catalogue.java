package io.chiral.service.command;

import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.TrainedJudge;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What commands may name. The same at every node of an installation. */
interface Catalogue {

  /** How many images a data set has; empty: it is not known. */
  OptionalInt images(String dataSet);

  /** Names of a data set's images, in its order; empty: it is not known. */
  List<String> imageNames(String dataSet);

  /** Ids of data sets, for the message about an unknown one. */
  Set<String> dataSets();

  /** Whether there is a label table of that id. */
  boolean hasBenchmark(String id);

  /** Ids of label tables, for the message about an unknown one. */
  Set<String> benchmarks();

  /**
   * What a training set shares with a set of test images or the photographs of a label table, for
   * people; empty: no photograph. Ids that are not known share nothing.
   */
  List<String> shared(String trainSet, String other);

  /** Whether the images of a label table have references; not, if there is no such table. */
  boolean hasReferences(String benchmark);

  /** Ids of judges; trained assessors are not among them. */
  Set<String> judges();

  /**
   * Whether the checkpoint that a trained judge names is there.
   *
   * @throws java.io.UncheckedIOException where the store can't be read now
   */
  boolean hasAssessor(TrainedJudge judge);

  /** SHA-256 of the installed published weights that a study uses, by catalogue id. */
  Map<String, String> weights(StudySpec spec);

  /** Whether published weights of that id are installed. */
  boolean hasWeights(String id);

  /** Least side of an image, in pixels, of a metric or judge of that kind or id. */
  int smallestSide(String kind);

  /** Side of a generator's window in low-resolution pixels; null: there is none such. */
  @Nullable Integer window(GeneratorSpec generator);
}
