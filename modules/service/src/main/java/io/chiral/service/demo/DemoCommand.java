package io.chiral.service.demo;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.dataset.ImageSet;
import io.chiral.imagery.overlap.Overlaps;
import io.chiral.messages.Codec;
import io.chiral.messages.Envelope;
import io.chiral.messages.MessageType;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.service.Service;
import io.chiral.service.cli.ApiClient;
import io.chiral.service.cli.DryRun;
import io.chiral.service.cli.ReportSummary;
import io.chiral.service.cli.RunningService;
import io.chiral.service.cli.StudyFiles;
import io.chiral.service.cli.StudyWatch;
import io.chiral.service.cli.UserException;
import io.chiral.service.command.Rehearsal;
import io.chiral.service.command.Rehearsal.Refusal;
import io.chiral.service.config.ChiralConfig;
import io.chiral.service.node.Stores;
import io.chiral.service.weights.NeededWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code chiral demo}: one process with broker and all roles, and a preset study that is sent
 * through the public commands topic and watched over the public interface. Started again with the
 * same output folder it goes on: the study's id and the command's id follow from the preset.
 */
@Command(name = "demo", description = "Run a small study on real photographs, live in the browser.")
public final class DemoCommand implements Callable<Integer> {
  private static final String OWN_PHOTOGRAPHS = "own-photographs";

  @Spec private CommandSpec spec;

  @Option(
      names = "--preset",
      defaultValue = "demo",
      paramLabel = "smoke|demo|paper",
      description =
          "smoke checks the machinery in 2 minutes; demo takes a quarter of an hour; paper is the"
              + " published study, which needs data, weights and an accelerator.")
  private String preset;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "A folder of photographs instead of those that come with the program.")
  private @Nullable Path photographs;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where everything is kept (default: out/PRESET).")
  private @Nullable Path out;

  @Option(
      names = "--port",
      defaultValue = "8080",
      paramLabel = "N",
      description = "Port of page and interface; 0: any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--weights",
      paramLabel = "DIR",
      description =
          "Published weights (chiral weights import --weights DIR): LPIPS judges too, where theirs"
              + " are there.")
  private @Nullable Path weights;

  @Option(
      names = "--data-sets",
      paramLabel = "ID=PATH",
      description = "A data set that the preset names; may be repeated.")
  private Map<String, String> dataSets = new HashMap<>();

  @Option(
      names = "--dry-run",
      description = "Only say what it would take and what its design can make certain.")
  private boolean dryRun;

  @Option(names = "--json", description = "The plan of --dry-run for programs.")
  private boolean json;

  @Option(names = "--exit", description = "End when the study is complete.")
  private boolean exit;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in
  DemoCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Codec codec = new Codec();
    Preset study =
        Preset.of(
            preset,
            photographs == null ? Preset.SHIPPED : OWN_PHOTOGRAPHS,
            weights == null ? List.of() : NeededWeights.lpipsJudges(new WeightsFolder(weights)),
            codec);
    OutFolder folder = OutFolder.of(out == null ? Path.of("out", preset) : out);
    ChiralConfig config = config(folder);
    Rehearsal rehearsal = rehearsal(config, codec);
    compare(config);
    List<Refusal> refusals = rehearsal.refusals(study.command().spec());
    if (dryRun) {
      DryRun.print(rehearsal.plan(study.command().spec()), json, terminal());
    }
    if (!refusals.isEmpty()) {
      throw DryRun.refused("preset '%s'".formatted(preset), refusals);
    }
    if (dryRun) {
      return 0;
    }
    try (RunningService running = RunningService.start(config, terminal())) {
      Service service = running.service();
      send(service, study, codec);
      ApiClient client = new ApiClient(service.address());
      StudyWatch watch = new StudyWatch(client, study.id(), terminal());
      running.beforeClosing(watch::abandon);
      byte[] report = watch.untilComplete(study.commandId(codec));
      if (report == null) {
        return 0;
      }
      ReportSummary.print(report, terminal());
      StudyFiles.write(client, study.id(), folder.path()).forEach(file -> say("written: " + file));
      if (!exit) {
        say("complete; the page stays at %s until Ctrl-C".formatted(service.address()));
        running.awaitShutdown();
      }
      return 0;
    }
  }

  private static Rehearsal rehearsal(ChiralConfig config, Codec codec) {
    return new Rehearsal(
        codec,
        dataSets(config),
        new WeightsFolder(config.weightsDir()),
        new Overlaps(config.overlapsDir()),
        Stores.open(config.store()));
  }

  /** A study of many photographs is refused until its parts were compared once. */
  private void compare(ChiralConfig config) {
    if (photographs != null) {
      DataSets dataSets = dataSets(config);
      dataSets.get(OWN_PHOTOGRAPHS).notes().forEach(note -> say("--data: " + note));
      ImageSet train = dataSets.photographs(OWN_PHOTOGRAPHS + "/train");
      ImageSet test = dataSets.photographs(OWN_PHOTOGRAPHS + "/test");
      int images = train.entries().size() + test.entries().size();
      say("comparing %d photographs, so that none is both learnt and tested".formatted(images));
      new Overlaps(config.overlapsDir()).between(train, test);
    }
  }

  private static DataSets dataSets(ChiralConfig config) {
    try {
      return DataSets.with(config.dataSets());
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException("data sets: %s".formatted(e.getMessage()), e);
    }
  }

  private ChiralConfig config(OutFolder folder) {
    Map<String, String> settings = new HashMap<>();
    settings.put("data.dir", folder.data().toString());
    settings.put("embedded-broker.enabled", "true");
    settings.put("http.port", String.valueOf(port));
    settings.put("management.port", "0");
    settings.put("worker.id", "demo");
    dataSets.forEach((id, place) -> settings.put("data-sets." + id, place));
    if (weights != null) {
      if (!Files.isDirectory(weights)) {
        throw new UserException("--weights: there is no folder %s".formatted(weights));
      }
      settings.put("weights.dir", weights.toString());
    }
    if (photographs != null) {
      if (!Files.isDirectory(photographs)) {
        throw new UserException("--data: there is no folder %s".formatted(photographs));
      }
      settings.put("data-sets." + OWN_PHOTOGRAPHS, photographs.toString());
    }
    return ChiralConfig.load(null, settings);
  }

  private void send(Service service, Preset study, Codec codec) {
    Envelope envelope =
        new Envelope(
            study.commandId(codec), "/demo", MessageType.START_STUDY.typeName(), Instant.now());
    RunningService.await(service.commands().send(envelope, study.command()));
    say("study %s: %s".formatted(study.id(), study.command().spec().title()));
  }

  private PrintWriter terminal() {
    return spec.commandLine().getOut();
  }

  private void say(String line) {
    terminal().println(line);
    terminal().flush();
  }
}
