package io.chiral.service.command;

import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.TrainedJudge;
import io.chiral.training.judge.Judges;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** An installation with every published data set and all weights. */
final class EverythingCatalogue implements Catalogue {
  private static final Set<String> WITHOUT_REFERENCES =
      Set.of("koniq10k", "spaq", "live-challenge");
  private static final Set<String> TABLES =
      Set.of("kadid10k", "tid2013", "pipal", "koniq10k", "spaq", "live-challenge");

  @Override
  public OptionalInt images(String dataSet) {
    return switch (dataSet) {
      case "div2k/train" -> OptionalInt.of(800);
      case "div2k/test" -> OptionalInt.of(100);
      default -> OptionalInt.empty();
    };
  }

  @Override
  public List<String> imageNames(String dataSet) {
    return List.of();
  }

  @Override
  public Set<String> dataSets() {
    return Set.of("div2k/train", "div2k/test");
  }

  @Override
  public boolean hasBenchmark(String id) {
    return TABLES.contains(id);
  }

  @Override
  public Set<String> benchmarks() {
    return TABLES;
  }

  @Override
  public List<String> shared(String trainSet, String other) {
    return List.of();
  }

  @Override
  public boolean hasReferences(String benchmark) {
    return !WITHOUT_REFERENCES.contains(benchmark);
  }

  @Override
  public Set<String> judges() {
    return Judges.ids();
  }

  @Override
  public boolean hasAssessor(TrainedJudge judge) {
    return false;
  }

  @Override
  public Map<String, String> weights(StudySpec spec) {
    return Map.of();
  }

  @Override
  public boolean hasWeights(String id) {
    return true;
  }

  @Override
  public int smallestSide(String kind) {
    return 1;
  }

  @Override
  public Integer window(GeneratorSpec generator) {
    return 8;
  }
}
