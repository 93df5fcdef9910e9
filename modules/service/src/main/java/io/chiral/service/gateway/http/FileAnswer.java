package io.chiral.service.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Sends content that lies in the store, whole or a range, chunk by chunk, off the event loop. */
final class FileAnswer {

  private static final int CHUNK_BYTES = 64 * 1024;

  private final Vertx vertx;

  FileAnswer(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Content whose name is its digest, so that it can be kept for ever by whoever gets it.
   *
   * @param size of the whole content in bytes
   * @param open from its byte of that number on; called off the event loop
   */
  Future<Void> send(
      RoutingContext rc, String type, String digest, long size, LongFunction<InputStream> open) {
    if (Methods.isHead(rc)) {
      head(rc.response(), type, digest, size, null); // RFC 9110: ranges are of GET only
      return rc.response().end();
    }
    ByteRange range = ByteRange.of(rc.request().getHeader("Range"), size);
    head(rc.response(), type, digest, size, range);
    ByteRange part = range == null ? new ByteRange(0, size) : range;
    return vertx
        .executeBlocking(() -> open.apply(part.first()))
        .compose(in -> copy(in, rc.response(), part.length()).eventually(() -> close(in)));
  }

  private static void head(
      HttpServerResponse response,
      String type,
      String digest,
      long size,
      @Nullable ByteRange part) {
    response
        .setStatusCode(part == null ? 200 : 206)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader("Accept-Ranges", "bytes")
        .putHeader(HttpHeaders.ETAG, '"' + digest + '"')
        .putHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=31536000, immutable")
        .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(part == null ? size : part.length()));
    if (part != null) {
      response.putHeader("Content-Range", part.contentRange(size));
    }
  }

  private Future<Void> copy(InputStream in, HttpServerResponse response, long left) {
    if (left == 0) {
      return response.end();
    }
    return vertx
        .executeBlocking(() -> in.readNBytes((int) Math.min(left, CHUNK_BYTES)))
        .compose(chunk -> write(response, chunk).map(chunk.length))
        .compose(written -> copy(in, response, left - written));
  }

  /** Completes when the socket has taken the chunk: the back-pressure. */
  private static Future<Void> write(HttpServerResponse response, byte[] chunk) {
    return chunk.length == 0
        ? Future.failedFuture(new IOException("the file is shorter than its manifest says"))
        : response.write(Buffer.buffer(chunk));
  }

  private Future<Void> close(InputStream in) {
    return vertx.executeBlocking(
        () -> {
          in.close();
          return null;
        });
  }
}
