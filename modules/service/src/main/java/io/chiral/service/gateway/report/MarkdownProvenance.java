package io.chiral.service.gateway.report;

import static io.chiral.service.gateway.report.Markdown.code;
import static io.chiral.service.gateway.report.Markdown.plain;
import static io.chiral.service.gateway.report.Markdown.row;

import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.DiscriminatorReport;
import io.chiral.messages.report.Transfer;
import io.chiral.messages.report.TransferOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What discriminators are, and whose assessors began with: contrasts are read beside it. */
final class MarkdownProvenance {

  private final AsymmetryReport report;
  private final Markdown out;

  MarkdownProvenance(AsymmetryReport report, Markdown out) {
    this.report = report;
    this.out = out;
  }

  void origins() {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (Transfer transfer : report.transfer()) {
      TransferOrigin of = transfer.origin();
      if (of != null) {
        rows.add(
            row(
                code(transfer.architecture()),
                code(transfer.benchmark()),
                code(of.setting()),
                code(of.metric()),
                String.valueOf(of.step()),
                of.runSeeds().isEmpty() ? "%d, not listed".formatted(of.seeds()) : seeds(of),
                plain(of.batchNorm())));
      }
    }
    if (!rows.isEmpty()) {
      out.paragraph("Whose discriminators those assessors began with:");
    }
    out.table(
        List.of("assessor", "benchmark", "setting", "metric", "step", "seeds", "batch norms"),
        rows);
  }

  private static String seeds(TransferOrigin of) {
    return of.runSeeds().stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  void discriminators() {
    if (!report.discriminators().isEmpty()) {
      out.paragraph("To be read beside it, what each discriminator is:");
    }
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (DiscriminatorReport of : report.discriminators()) {
      rows.add(
          row(
              code(of.setting()),
              plain(of.level()),
              code(of.backbone()) + (of.cut() == null ? "" : " up to " + code(of.cut())),
              of.architecture() == null ? "not known" : plain(of.architecture()),
              of.parameters() == null
                  ? "not known"
                  : String.format(Locale.ROOT, "%,d", of.parameters()),
              plain(of.initialisation()),
              of.pretraining() == null ? "nothing" : plain(of.pretraining()),
              String.valueOf(of.weight())));
    }
    out.table(
        List.of(
            "setting",
            "level",
            "backbone",
            "kind",
            "parameters",
            "first weights",
            "pretrained on",
            "weight"),
        rows);
  }
}
