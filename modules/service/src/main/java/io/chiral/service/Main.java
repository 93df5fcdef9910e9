package io.chiral.service;

import io.chiral.service.cli.ChiralCommand;

/** The program. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(ChiralCommand.commandLine().execute(arguments));
  }
}
