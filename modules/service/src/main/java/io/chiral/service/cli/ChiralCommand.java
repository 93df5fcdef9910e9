package io.chiral.service.cli;

import io.chiral.service.config.ConfigException;
import io.chiral.service.demo.DemoCommand;
import io.chiral.service.image.JudgeCommand;
import io.chiral.service.image.UpscaleCommand;
import io.chiral.service.node.Version;
import io.chiral.service.offsets.OffsetsCommand;
import io.chiral.service.weights.CheckpointCommand;
import io.chiral.service.weights.NetworkCommand;
import io.chiral.service.weights.WeightsCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The root of the command line. */
@Command(
    name = "chiral",
    description = "Does a metric that judges images well also teach networks well? Measured, live.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = ChiralCommand.VersionLine.class,
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      StudyCommand.class,
      WorkerCommand.class,
      JudgeCommand.class,
      CorrelateCommand.class,
      DataCommand.class,
      UpscaleCommand.class,
      WeightsCommand.class,
      CheckpointCommand.class,
      NetworkCommand.class,
      OffsetsCommand.class,
      HelpCommand.class
    })
public final class ChiralCommand {

  /** Exit status of bad flags and of what a person can mend. */
  public static final int USER_ERROR = 2;

  private ChiralCommand() {}

  /** The command line, ready to execute. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new ChiralCommand());
    line.setParameterExceptionHandler(ChiralCommand::misused);
    line.setExecutionExceptionHandler(
        (exception, command, parsed) -> failed(exception, command.getErr(), command));
    return line;
  }

  private static int misused(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    command
        .getErr()
        .printf(
            "chiral: %s (see '%s --help')%n",
            exception.getMessage(), command.getCommandSpec().qualifiedName());
    return USER_ERROR;
  }

  private static int failed(Exception exception, PrintWriter err, CommandLine command) {
    if (exception instanceof UserException || exception instanceof ConfigException) {
      err.println("chiral: " + exception.getMessage());
      return USER_ERROR;
    }
    err.printf("chiral: %s failed, which is a fault of ours:%n", command.getCommandName());
    exception.printStackTrace(err);
    return 1;
  }

  /** The version as Maven wrote it into the jar. */
  static final class VersionLine implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"chiral " + Version.current()};
    }
  }
}
