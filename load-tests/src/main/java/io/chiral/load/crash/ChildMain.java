package io.chiral.load.crash;

import io.chiral.service.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * The service as a child that ends with its parent: its standard input is a pipe from there, which
 * carries nothing and breaks however the parent ends.
 */
final class ChildMain {
  private ChildMain() {}

  public static void main(String[] arguments) {
    endWithParent();
    Main.main(arguments);
  }

  /** From now on this process does. */
  static void endWithParent() {
    Thread watch = new Thread(ChildMain::awaitEndOfParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void awaitEndOfParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }
}
