package io.chiral.service.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chiral.networks.published.Catalogue;
import io.chiral.networks.published.Entry;
import io.chiral.networks.published.Receipt;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.networks.published.WeightsImport;
import io.chiral.service.cli.GivenFile;
import io.chiral.service.cli.UserException;
import io.chiral.service.config.ChiralConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code chiral weights …}: published weights on this machine. */
@Command(name = "weights", description = "List, fetch, import and verify published weights.")
public final class WeightsCommand {

  @Spec private CommandSpec spec;

  @Option(
      names = "--weights",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Folder of imported weights (default: weights.dir of the configuration).")
  private @Nullable Path weights;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "YAML file of settings.")
  private @Nullable Path config;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in
  WeightsCommand() {}

  @Command(name = "list", description = "Show the catalogue, and what of it is installed.")
  int list(@Option(names = "--json", description = "As a list of objects.") boolean json)
      throws JsonProcessingException {
    List<Listed> all = Listed.all(folder());
    if (json) {
      out().println(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all));
      return 0;
    }
    out().printf("%-24s %-22s %9s  %-13s %s%n", "id", "architecture", "MiB", "", "licence");
    for (Listed each : all) {
      out()
          .printf(
              "%-24s %-22s %9s  %-13s %s%n",
              each.id(),
              each.architecture(),
              each.megabytes() == null ? "" : size(each.megabytes()),
              each.installed() ? "installed" : "not installed",
              each.licence());
    }
    out().printf("folder: %s%n", folder().directory().toAbsolutePath());
    return 0;
  }

  private static String size(double megabytes) {
    return (megabytes < 1 ? "%.3f" : "%.1f").formatted(megabytes);
  }

  @Command(name = "pull", description = "Fetch weights from their publisher and import them.")
  int pull(
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--from",
              paramLabel = "URL",
              description = "Another address of the same file (default: the catalogue's).")
          @Nullable URI from)
      throws IOException, InterruptedException {
    Entry entry = entry(id);
    URI address = from == null ? URI.create(entry.source()) : from;
    Files.createDirectories(folder().directory());
    Path partial = folder().directory().resolve(id + ".part");
    try (FetchProgress progress = new FetchProgress(id, out())) {
      new Download(
              new ProxyEnvironment(System.getenv()), address, partial, progress, Download.PATIENCE)
          .run();
    }
    String digest = WeightsImport.digest(partial);
    if (!entry.matches(digest)) {
      Files.delete(partial);
      throw new UserException(
          "%s has sha256 %s, the catalogue says %s; it was deleted"
              .formatted(address, digest, entry.sha256()));
    }
    imported(entry, partial, address.toString());
    Files.delete(partial);
    return 0;
  }

  @Command(
      name = "import",
      description = "Import weights from a file: safetensors, or a state dict of PyTorch (.pth).")
  int importFile(
      @Parameters(paramLabel = "ID") String id, @Parameters(paramLabel = "FILE") Path file)
      throws IOException {
    Entry entry = entry(id);
    GivenFile.toRead(file);
    String digest = WeightsImport.digest(file);
    if (!entry.matches(digest)) {
      out()
          .printf(
              "note: %s has sha256 %s, its publisher's file %s%n", file, digest, entry.sha256());
    }
    imported(entry, file, file.toAbsolutePath().toString());
    return 0;
  }

  @Command(name = "verify", description = "Read installed weights again (default: all).")
  int verify(@Parameters(paramLabel = "ID", arity = "0..1") @Nullable String id) {
    List<Entry> entries =
        id == null
            ? Catalogue.read().entries().stream().filter(e -> folder().has(e.id())).toList()
            : List.of(entry(id));
    int bad = 0;
    for (Entry entry : entries) {
      try {
        folder().verify(entry);
        out().printf("%s: as imported, sha256 %s%n", entry.id(), folder().digest(entry.id()));
      } catch (IllegalArgumentException e) {
        bad++;
        out().println(e.getMessage());
      }
    }
    if (entries.isEmpty()) {
      out().printf("nothing is installed in %s%n", folder().directory().toAbsolutePath());
    }
    return bad == 0 ? 0 : 1;
  }

  private void imported(Entry entry, Path file, String source) throws IOException {
    try {
      Receipt receipt = WeightsImport.run(file, entry, folder(), source, Instant.now());
      out()
          .printf(
              "%s: %d tensors, %d parameters, %s%nfrom %s%nsha256 %s%n",
              entry.id(),
              receipt.tensors(),
              receipt.parameters(),
              entry.about(),
              source,
              receipt.sha256());
    } catch (IllegalArgumentException | IOException e) {
      String hint = entry.note() == null ? "" : " (" + entry.note() + ")";
      throw new UserException("%s: %s%s".formatted(entry.id(), e.getMessage(), hint), e);
    }
  }

  private static Entry entry(String id) {
    try {
      return Catalogue.read().entry(id);
    } catch (IllegalArgumentException e) {
      throw new UserException(String.valueOf(e.getMessage()), e);
    }
  }

  private WeightsFolder folder() {
    return new WeightsFolder(
        weights == null ? ChiralConfig.load(config, Map.of()).weightsDir() : weights);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
