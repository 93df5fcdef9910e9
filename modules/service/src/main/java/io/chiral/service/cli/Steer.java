package io.chiral.service.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whom {@code chiral study pause}, {@code resume} and {@code cancel} are about, and why. */
final class Steer {

  @Parameters(arity = "0..1", paramLabel = "STUDY", description = "A study's id.")
  private @Nullable String study;

  @Option(names = "--run", paramLabel = "RUN", description = "One run in place of a study.")
  private @Nullable String run;

  @Option(names = "--reason", paramLabel = "TEXT", description = "For people.")
  private @Nullable String reason;

  /**
   * Sends it.
   *
   * @param verb such as {@code pause}
   * @param all whether it is about everything, present and to come
   * @return what it was sent about
   */
  String send(ApiClient client, String verb, boolean all) {
    if ((study == null ? 0 : 1) + (run == null ? 0 : 1) + (all ? 1 : 0) != 1) {
      throw new UserException(
          verb.equals("cancel")
              ? "name a STUDY or a --run RUN"
              : "name a STUDY, a --run RUN or --all");
    }
    String whom = all ? "installation" : run != null ? "runs/" + run : "studies/" + study;
    client.command(whom + "/" + verb, reason);
    return whom;
  }
}
