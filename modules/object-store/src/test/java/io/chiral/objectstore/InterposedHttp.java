package io.chiral.objectstore;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Carries requests to a real server, and lets a test do something around each conditional write:
 * before its answer is given, or in place of asking.
 */
final class InterposedHttp implements SdkHttpClient {

  /** Around one conditional write. */
  interface Interposition {
    /**
     * @param number of the conditional write, from 1
     * @param asking does the request
     */
    HttpExecuteResponse call(int number, Asking asking) throws IOException;
  }

  /** The request itself. */
  interface Asking {
    HttpExecuteResponse ask() throws IOException;
  }

  private final SdkHttpClient real = UrlConnectionHttpClient.create();
  private final Interposition interposition;
  private final AtomicInteger conditional = new AtomicInteger();

  private InterposedHttp(Interposition interposition) {
    this.interposition = interposition;
  }

  static SdkHttpClient.Builder<?> builder(Interposition interposition) {
    return new Builder(interposition);
  }

  /** What a service says when a conditional write meets a removal. */
  static HttpExecuteResponse conflict() {
    byte[] body =
        "<Error><Code>ConditionalRequestConflict</Code><Message>again</Message></Error>"
            .getBytes(StandardCharsets.UTF_8);
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(409)
                .putHeader("Content-Length", String.valueOf(body.length))
                .putHeader("Content-Type", "application/xml")
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    if (request.httpRequest().firstMatchingHeader("If-None-Match").isEmpty()) {
      return real.prepareRequest(request);
    }
    int number = conditional.incrementAndGet();
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return interposition.call(number, () -> real.prepareRequest(request).call());
      }

      @Override
      public void abort() {
        // Nothing of it is under way on another thread.
      }
    };
  }

  @Override
  public void close() {
    real.close();
  }

  private record Builder(Interposition interposition) implements SdkHttpClient.Builder<Builder> {
    @Override
    public SdkHttpClient buildWithDefaults(software.amazon.awssdk.utils.AttributeMap defaults) {
      return new InterposedHttp(interposition);
    }
  }
}
