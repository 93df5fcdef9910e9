package io.chiral.service.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.UnresolvedAddressException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code http://HOST:PORT}, or {@code HOST:PORT}, of a command line. */
final class ServerAddress implements ITypeConverter<URI> {

  @Override
  public URI convert(String text) {
    try {
      URI address = new URI(text.contains("://") ? text : "http://" + text);
      String scheme = String.valueOf(address.getScheme());
      if (address.getHost() != null && scheme.matches("https?")) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw new TypeConversionException(broken(text) + " (" + e.getReason() + ")");
    }
    throw new TypeConversionException(broken(text));
  }

  private static String broken(String text) {
    return "'%s' is no server's address; say http://HOST:PORT".formatted(text);
  }

  /** Why nobody answered; Java's client has no words for the commonest reason. */
  static String reason(IOException e) {
    // An unknown host lies below what it says of a port that nobody listens on.
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "no host of that name is known";
      }
    }
    if (e.getMessage() != null) {
      return e.getMessage();
    }
    return e instanceof ConnectException ? "connection refused" : e.getClass().getSimpleName();
  }
}
