package io.chiral.service.cli;

import io.chiral.messages.Codec;
import io.chiral.messages.Digests;
import io.chiral.service.demo.Preset;
import io.chiral.service.gateway.report.ReportFormat;
import io.chiral.service.plan.StudyPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code chiral study …}: studies of a server, over its public interface. */
@Command(name = "study", description = "Start, list, watch and steer studies of a server.")
final class StudyCommand {

  @Spec private CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "URL",
      scope = picocli.CommandLine.ScopeType.INHERIT,
      converter = ServerAddress.class,
      defaultValue = "http://127.0.0.1:8080",
      description = "The server (default: ${DEFAULT-VALUE}).")
  private URI server;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in
  StudyCommand() {}

  @Command(
      name = "start",
      description = {
        "Start a study from a StartStudy body (JSON), or a preset.",
        "With --dry-run only say what it would take and what its design can make certain."
      })
  int start(
      @Parameters(
              arity = "0..1",
              paramLabel = "FILE",
              description = "see schemas/start-study.schema.json")
          @Nullable Path file,
      @Option(names = "--preset", paramLabel = "NAME", description = "smoke, demo or paper")
          @Nullable String preset,
      @Option(names = "--dry-run", description = "Start nothing.") boolean dryRun,
      @Option(names = "--json", description = "The plan of --dry-run for programs.") boolean json,
      @Option(
              names = "--key",
              defaultValue = "",
              description = "Idempotency-Key; default: the file's content, so that again is once")
          String key)
      throws IOException {
    if ((file == null) == (preset == null)) {
      throw new UserException("name either a FILE or a --preset");
    }
    if (json && !dryRun) {
      throw new UserException("--json is of --dry-run");
    }
    ApiClient client = new ApiClient(server);
    byte[] body = preset == null ? read(Objects.requireNonNull(file)) : preset(preset);
    if (dryRun || preset != null) {
      String what = preset == null ? String.valueOf(file) : "preset '%s'".formatted(preset);
      StudyPlan plan = client.plan(what, body);
      if (dryRun) {
        DryRun.print(plan, json, out());
        return 0;
      }
    }
    String idempotencyKey = key.isEmpty() ? Digests.sha256Hex(body).substring(0, 32) : key;
    out().println(client.startStudy(body, idempotencyKey));
    return 0;
  }

  private static byte[] read(Path file) throws IOException {
    return Files.readAllBytes(GivenFile.toRead(file));
  }

  private static byte[] preset(String name) {
    Codec codec = new Codec();
    return codec.write(Preset.of(name, Preset.SHIPPED, List.of(), codec).command());
  }

  @Command(name = "list", description = "List studies, newest first.")
  int list() {
    new ApiClient(server)
        .studies()
        .forEach(
            study ->
                out()
                    .printf(
                        "%-32s %-10s %d of %d steps, %d runs%n",
                        study.study(),
                        study.status(),
                        study.stepsDone(),
                        study.steps(),
                        study.runs()));
    return 0;
  }

  @Command(
      name = "pause",
      description = {
        "Stop a study, a run or, with --all, everything at the next step, until resumed.",
        "While everything is paused, new studies are accepted and wait."
      })
  int pause(
      @Mixin Steer steer,
      @Option(names = "--all", description = "Everything, present and to come.") boolean all) {
    return told("pause", steer.send(new ApiClient(server), "pause", all));
  }

  @Command(name = "resume", description = "Go on with what was paused in the same way.")
  int resume(
      @Mixin Steer steer, @Option(names = "--all", description = "Everything.") boolean all) {
    return told("resume", steer.send(new ApiClient(server), "resume", all));
  }

  @Command(name = "cancel", description = "End a study or a run for good.")
  int cancel(@Mixin Steer steer) {
    return told("cancel", steer.send(new ApiClient(server), "cancel", false));
  }

  @Command(
      name = "forget",
      description = {
        "Drop a study that is over, its runs and its report.",
        "Keep its files first (chiral study files). Its id stays taken."
      })
  int forget(
      @Parameters(paramLabel = "STUDY", description = "A study's id.") String study,
      @Option(names = "--reason", paramLabel = "TEXT", description = "For people.")
          @Nullable String reason) {
    new ApiClient(server).command("studies/" + study + "/forget", reason);
    return told("forget", "studies/" + study);
  }

  private int told(String verb, String whom) {
    out().println("accepted: " + verb + " " + whom);
    return 0;
  }

  @Command(name = "watch", description = "Show a study's progress until its report is complete.")
  int watch(@Parameters(paramLabel = "STUDY") String study) throws InterruptedException {
    byte[] report = new StudyWatch(new ApiClient(server), study, out()).untilComplete(null);
    if (report == null) {
      out().printf("%s: all runs are completed; it compares nothing, so has no report%n", study);
    } else {
      ReportSummary.print(report, out());
    }
    return 0;
  }

  @Command(name = "report", description = "Print a study's newest report, or keep it in a file.")
  int report(
      @Parameters(paramLabel = "STUDY") String study,
      @Option(
              names = "--format",
              paramLabel = "json|csv|md|html",
              converter = FormatName.class,
              description = "The whole report in this format (default: a few lines).")
          @Nullable ReportFormat format,
      @Option(
              names = "--out",
              paramLabel = "FILE",
              description = "Write it there (default format: the file's ending).")
          @Nullable Path out) {
    ApiClient client = new ApiClient(server);
    if (out != null) {
      StudyFiles.report(client, study, format == null ? byEnding(out) : format, out);
      out().println(out);
      return 0;
    }
    byte[] report = client.report(study, format == null ? ReportFormat.JSON : format);
    if (report == null) {
      boolean known = client.study(study) != null;
      throw new UserException(
          (known ? "there is no report of study '%s' yet" : "there is no study '%s'")
              .formatted(study));
    }
    if (format == null) {
      ReportSummary.print(report, out());
    } else {
      out().println(new String(report, StandardCharsets.UTF_8));
    }
    return 0;
  }

  @Command(
      name = "scores",
      description = "Every score that a study's report is computed from, as a CSV table.")
  int scores(
      @Parameters(paramLabel = "STUDY") String study,
      @Option(names = "--out", paramLabel = "FILE", required = true) Path out) {
    StudyFiles.scores(new ApiClient(server), study, out);
    out().println(out);
    return 0;
  }

  @Command(
      name = "files",
      description =
          "Declaration, scores and the report in every format, as tools/recompute.py reads.")
  int files(
      @Parameters(paramLabel = "STUDY") String study,
      @Option(names = "--out", paramLabel = "DIR", required = true) Path out) {
    StudyFiles.write(new ApiClient(server), study, out).forEach(out()::println);
    return 0;
  }

  private static ReportFormat byEnding(Path file) {
    String name = file.toString();
    return ReportFormat.named(name.substring(name.lastIndexOf('.') + 1))
        .orElseThrow(
            () ->
                new UserException(
                    "say --format: %s ends in none of .json .csv .md .html".formatted(file)));
  }

  /** As the option's help writes it: an enum's own names are in capitals. */
  static final class FormatName implements ITypeConverter<ReportFormat> {
    @Override
    public ReportFormat convert(String text) {
      return ReportFormat.named(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is no format; say json, csv, md or html".formatted(text)));
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
