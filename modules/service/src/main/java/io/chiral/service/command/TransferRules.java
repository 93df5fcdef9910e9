package io.chiral.service.command;

import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.TransferSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a study's transfers must be: names of their own, a random initialisation to compare with,
 * and a discriminator that the grid trains on their backbone.
 */
record TransferRules(Catalogue catalogue, Findings findings, StudySpec spec) {
  void check(String place) {
    StudySpec.Assessment assessment = Objects.requireNonNull(spec.assessment());
    List<TransferSpec> transfers = assessment.transfers();
    Set<String> names = new HashSet<>(metrics());
    for (int i = 0; i < transfers.size(); i++) {
      for (String initialisation : transfers.get(i).initialisations()) {
        String name = transfers.get(i).assessorId(initialisation);
        findings.require(
            names.add(name), place + "/" + i + "/id", "assessor %s appears twice".formatted(name));
      }
      check(place + "/" + i, assessment, transfers.get(i));
    }
  }

  private SortedSet<String> metrics() {
    SortedSet<String> ids = new TreeSet<>();
    spec.metrics().forEach(metric -> ids.add(metric.id()));
    return ids;
  }

  private void check(String place, StudySpec.Assessment assessment, TransferSpec transfer) {
    for (int i = 0; i < transfer.benchmarks().size(); i++) {
      String benchmark = transfer.benchmarks().get(i);
      findings.configured(
          catalogue.hasBenchmark(benchmark),
          place + "/benchmarks/" + i,
          "label table",
          benchmark,
          catalogue.benchmarks());
      findings.require(
          transfer.kind().equals(MetricSpec.NO_REFERENCE)
              || !catalogue.hasBenchmark(benchmark)
              || catalogue.hasReferences(benchmark),
          place + "/benchmarks/" + i,
          "label table '%s' has images without references, which only assessors of kind nr can score"
              .formatted(benchmark));
    }
    findings.require(
        transfer.initialisations().contains(TransferSpec.RANDOM),
        place + "/initialisations",
        "transfer is the gain over a random initialisation, which is not among %s"
            .formatted(transfer.initialisations()));
    Admission.learning(findings, place, assessment.testShare(), transfer.learning());
    if (transfer.initialisations().contains(TransferSpec.DISCRIMINATOR)) {
      discriminator(place, transfer);
    }
  }

  private void discriminator(String place, TransferSpec transfer) {
    String objective = String.valueOf(transfer.objective());
    findings.known(
        metrics().contains(objective), place + "/objective", "metric", objective, metrics());
    DiscriminatorSpec discriminator =
        spec.settings().stream()
            .filter(setting -> setting.id().equals(transfer.setting()))
            .map(SettingSpec::discriminator)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    findings.require(
        discriminator != null && discriminator.backbone().equals(transfer.backbone()),
        place + "/setting",
        "setting '%s' has no discriminator on %s, whose features the assessor could begin with"
            .formatted(transfer.setting(), transfer.backbone()));
  }
}
