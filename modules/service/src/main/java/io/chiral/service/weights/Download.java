package io.chiral.service.weights;

import io.chiral.service.cli.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a file over HTTP. What arrived stays in {@code FILE} when the connection breaks, and is
 * continued from there, at once or at the next call, as long as the server still has the same file
 * ({@code FILE.version} holds its entity tag or date).
 */
final class Download {

  /** How long a server may keep silent. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int ATTEMPTS_WITHOUT_PROGRESS = 3;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int PARTIAL = 206;
  private static final int UNSATISFIABLE = 416;
  private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+)");

  /** Hears how far it is. */
  interface Listener {
    /**
     * @param total −1: the server doesn't say
     */
    void progress(long received, long total);
  }

  private final HttpClient http;
  private final URI address;
  private final Path file;
  private final Path version;
  private final Listener listener;
  private final Duration patience;

  Download(ProxySelector proxies, URI address, Path file, Listener listener, Duration patience) {
    http =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .proxy(proxies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    this.address = address;
    this.file = file;
    version = file.resolveSibling(file.getFileName() + ".version");
    this.listener = listener;
    this.patience = patience;
  }

  /**
   * Fetches what is missing of the file.
   *
   * @throws UserException if the server refuses, or the connection broke several times without any
   *     progress; says how much is kept
   */
  void run() throws IOException, InterruptedException {
    int idle = 0;
    while (true) {
      long before = size();
      try {
        if (attempt()) {
          Files.deleteIfExists(version);
          return;
        }
        idle = size() > before ? 0 : idle + 1;
        if (idle >= ATTEMPTS_WITHOUT_PROGRESS) {
          throw broken("the connection ended early", null);
        }
      } catch (IOException e) {
        idle = size() > before ? 0 : idle + 1;
        if (idle >= ATTEMPTS_WITHOUT_PROGRESS) {
          throw broken(String.valueOf(e.getMessage()), e);
        }
      }
    }
  }

  private UserException broken(String reason, @Nullable IOException e) throws IOException {
    String message =
        "%s could not be fetched (%s); %d bytes are kept in %s, the same command goes on from there"
            .formatted(address, reason, size(), file);
    return e == null ? new UserException(message) : new UserException(message, e);
  }

  /** Whether the file is whole now. */
  private boolean attempt() throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience).GET();
    long have = Files.exists(version) ? size() : 0;
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
      request.header("If-Range", Files.readString(version));
    }
    HttpResponse<InputStream> answer =
        http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      return switch (answer.statusCode()) {
        case 200 -> {
          remember(answer);
          yield receive(body, 0, answer.headers().firstValueAsLong("content-length").orElse(-1));
        }
        case PARTIAL -> {
          Matcher range = RANGE.matcher(answer.headers().firstValue("content-range").orElse(""));
          if (!range.matches() || Long.parseLong(range.group(1)) != have) {
            throw new IOException("the server sent another part than was asked for");
          }
          yield receive(body, have, Long.parseLong(range.group(2)));
        }
        case UNSATISFIABLE -> {
          Files.delete(version); // the next attempt begins anew
          yield false;
        }
        default ->
            throw new UserException(
                "%s answered %d; is the address still right?"
                    .formatted(answer.uri(), answer.statusCode()));
      };
    }
  }

  private void remember(HttpResponse<?> answer) throws IOException {
    Optional<String> tag = answer.headers().firstValue("etag").filter(t -> !t.startsWith("W/"));
    Optional<String> known = tag.or(() -> answer.headers().firstValue("last-modified"));
    if (known.isPresent()) {
      Files.writeString(version, known.get());
    } else {
      Files.deleteIfExists(version);
    }
  }

  private boolean receive(InputStream body, long from, long total) throws IOException {
    StandardOpenOption how =
        from == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND;
    long received = from;
    try (OutputStream out =
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        StallGuard guard = new StallGuard(body, patience)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = read(body, buffer, guard); count >= 0; count = read(body, buffer, guard)) {
        out.write(buffer, 0, count);
        received += count;
        listener.progress(received, total);
      }
    }
    return total < 0 || received == total;
  }

  private int read(InputStream body, byte[] buffer, StallGuard guard) throws IOException {
    try {
      int count = body.read(buffer);
      guard.progress();
      return count;
    } catch (IOException e) {
      throw guard.stalled()
          ? new IOException("nothing came for %d ms".formatted(patience.toMillis()), e)
          : e;
    }
  }

  private long size() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
