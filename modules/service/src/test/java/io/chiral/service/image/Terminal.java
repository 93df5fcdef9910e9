package io.chiral.service.image;

import io.chiral.service.cli.ChiralCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What a command answered. */
record Terminal(int status, String out, String err) {

  static Terminal run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        ChiralCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int status = line.execute(words);
    return new Terminal(status, out.toString(), err.toString());
  }
}
