package io.chiral.service.command;

import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.spec.RunSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.TransferSpec;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.training.ImpossibleException;
import io.chiral.training.model.Models;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether there are such networks: stages that a backbone has, a tap to cut it after. They are made
 * here as the worker makes them, without PyTorch, so that both refuse the same.
 */
record NetworkRules(Findings findings) {
  private static final TorchKernels NONE = TorchKernels.none();

  void check(String place, StudySpec spec) {
    for (int i = 0; i < spec.metrics().size(); i++) {
      metric(place + "/metrics/" + i, spec.metrics().get(i));
    }
    for (int i = 0; i < spec.settings().size(); i++) {
      String at = place + "/settings/" + i + "/discriminator";
      discriminator(at, spec.settings().get(i).discriminator());
    }
    StudySpec.Assessment assessment = spec.assessment();
    List<TransferSpec> transfers = assessment == null ? List.of() : assessment.transfers();
    for (int i = 0; i < transfers.size(); i++) {
      TransferSpec t = transfers.get(i);
      metric(
          place + "/assessment/transfers/" + i,
          new MetricSpec(t.id(), t.kind(), t.backbone(), TransferSpec.RANDOM, t.stages()));
    }
  }

  void check(String place, RunSpec run) {
    if (run instanceof OptimiseSpec optimise) {
      if (optimise.fidelity() != null) {
        metric(place + "/fidelity", optimise.fidelity());
      }
      discriminator(place + "/discriminator", optimise.discriminator());
    } else if (run instanceof AssessSpec assess) {
      metric(place + "/metric", assess.metric());
    }
  }

  private void metric(String place, MetricSpec spec) {
    there(
        place,
        () -> {
          if (spec.kind().equals(MetricSpec.NO_REFERENCE)) {
            Models.noReference(spec, NONE, Precision.FLOAT32);
          } else {
            Models.metric(spec, NONE, Precision.FLOAT32);
          }
        });
  }

  private void discriminator(String place, @Nullable DiscriminatorSpec spec) {
    if (spec != null) {
      there(place, () -> Models.discriminator(spec, NONE, Precision.FLOAT32));
    }
  }

  private void there(String place, Runnable making) {
    try {
      making.run();
    } catch (ImpossibleException e) {
      findings.require(false, place, String.valueOf(e.getMessage()));
    }
  }
}
