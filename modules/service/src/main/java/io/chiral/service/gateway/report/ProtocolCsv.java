package io.chiral.service.gateway.report;

import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.DiscriminatorReport;
import io.chiral.messages.report.Fault;
import io.chiral.messages.report.Protocol;
import io.chiral.messages.report.Transfer;
import io.chiral.messages.report.TransferOrigin;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What figures must be read beside, as rows whose names begin with {@code protocol.}. */
final class ProtocolCsv {

  private final AsymmetryReport report;
  private final CsvFigures out;

  ProtocolCsv(AsymmetryReport report, CsvFigures out) {
    this.report = report;
    this.out = out;
  }

  void write() {
    Protocol protocol = report.protocol();
    report.discriminators().forEach(this::discriminator);
    report.transfer().forEach(this::origin);
    study("title", protocol.title());
    study("notice", protocol.notice());
    study("generator", protocol.generator());
    study("headline family", protocol.headline());
    study("proxy", protocol.proxy());
    splits(protocol.splits());
    protocol.fairWeights().forEach(this::fairWeight);
    protocol.judges().forEach(this::judge);
    protocol.benchmarks().forEach(this::benchmark);
    new TreeMap<>(protocol.rules())
        .forEach((name, rule) -> out.row().with("subject", name).say("protocol.rule", rule));
    protocol.missing().forEach(line -> out.row().say("protocol.missing", line));
    report.awaited().forEach(line -> out.row().say("protocol.awaited", line));
    report.faults().forEach(this::fault);
  }

  private void study(String name, @Nullable String said) {
    if (said != null) {
      out.row().with("subject", name).say("protocol.study", said);
    }
  }

  private void splits(Protocol.@Nullable Splits splits) {
    if (splits != null) {
      out.row()
          .with("subject", "splits by content")
          .with("seeds", splits.seed())
          .with("splits", splits.count())
          .state("protocol.splits", splits.testShare(), "share of the contents held out");
    }
  }

  private void discriminator(DiscriminatorReport of) {
    out.row()
        .with("setting", of.setting())
        .with("subject", of.backbone())
        .with("weight", of.weight())
        .state("protocol.discriminator", of.parameters(), "parameters; " + Words.said(of));
  }

  private void origin(Transfer transfer) {
    TransferOrigin origin = transfer.origin();
    if (origin != null) {
      out.row()
          .with("subject", transfer.architecture() + " " + transfer.initialisation())
          .with("benchmark", transfer.benchmark())
          .with("setting", origin.setting())
          .with("metric", origin.metric())
          .with("step", origin.step())
          .with("seeds", CsvFigures.seeds(origin.runSeeds()))
          .state(
              "protocol.transferOrigin",
              origin.seeds(),
              "discriminators; batch norms " + origin.batchNorm());
    }
  }

  private void fairWeight(Protocol.FairWeight of) {
    out.row()
        .with("metric", of.metric())
        .with("seeds", of.seed())
        .with(
            "subject", of.fidelityScale() == null ? null : "fidelity weight x" + of.fidelityScale())
        .state(
            "protocol.fairWeight",
            of.weight(),
            "norm of dL1/dy %s, of df/dy %s".formatted(of.pixelNorm(), of.fidelityNorm()));
  }

  private void judge(Protocol.JudgeProtocol of) {
    String better = of.higherIsBetter() ? "higher" : "lower";
    out.row()
        .with("judge", of.id())
        .with("family", of.family())
        .state(
            "protocol.judge",
            of.deviation(),
            "SD of its centred scores; %s is better; %s".formatted(better, of.scores()));
  }

  private void benchmark(Protocol.BenchmarkProtocol of) {
    new TreeMap<>(of.scores())
        .forEach(
            (metric, how) ->
                out.row()
                    .with("benchmark", of.id())
                    .with("metric", metric)
                    .byProxy(of.proxy())
                    .say("protocol.benchmark", how));
  }

  private void fault(Fault fault) {
    out.row()
        .with("subject", fault.key())
        .say("protocol.fault", "came as %s and as %s".formatted(fault.kept(), fault.other()));
  }
}
