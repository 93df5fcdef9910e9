package io.chiral.objectstore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects of a bucket by their key below the store's prefix. Absent is a value; every other failure
 * is an {@link UncheckedIOException} that says what could not be done where.
 */
final class S3Objects implements AutoCloseable {

  /** Metadata that holds an object's SHA-256. */
  static final String SHA256 = "sha256";

  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final int OTHER_WAS_FIRST = 412;
  private static final int CONFLICT = 409;
  private static final int NOT_IMPLEMENTED = 501;

  /** So often a conditional write finds its key taken, and then free. */
  private static final int ATTEMPTS = 5;

  private final S3Client client;
  private final S3Settings settings;

  S3Objects(S3Settings settings) {
    this(
        settings,
        UrlConnectionHttpClient.builder().connectionTimeout(CONNECTING).socketTimeout(SILENCE));
  }

  /**
   * @param http what carries its requests; closed with it
   */
  S3Objects(S3Settings settings, SdkHttpClient.Builder<?> http) {
    this.settings = settings;
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(settings.region()))
            .forcePathStyle(settings.pathStyle())
            // Many services know none of the newer checksums; MD5 and our own digests do.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(over -> over.retryStrategy(retrying()))
            .httpClientBuilder(http);
    if (settings.endpoint() != null) {
      builder.endpointOverride(settings.endpoint());
    }
    client = builder.build();
  }

  /** Also where a conditional write met another write or a removal: nothing was done then. */
  private static RetryStrategy retrying() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .retryOnException(e -> e instanceof S3Exception refused && refused.statusCode() == CONFLICT)
        .build();
  }

  S3Client client() {
    return client;
  }

  String bucket() {
    return settings.bucket();
  }

  String key(String key) {
    return settings.prefix() + key;
  }

  /** Stores an object, in place of what may be there. */
  void put(String key, byte[] content, String sha256) {
    call("write", key, () -> put(key, content, sha256, null));
  }

  /**
   * Stores an object unless there is one; who is first stays. It is there when this returns, unless
   * somebody removes it then.
   */
  void putIfAbsent(String key, byte[] content, String sha256) {
    call("write", key, () -> putIfAbsent(key, content, sha256, ATTEMPTS));
  }

  private boolean putIfAbsent(String key, byte[] content, String sha256, int attempts) {
    try {
      return put(key, content, sha256, "*");
    } catch (S3Exception e) {
      return switch (e.statusCode()) {
        // What was first may have been removed since: it counts if it is still there.
        case OTHER_WAS_FIRST -> {
          if (head(key).isPresent()) {
            yield false;
          }
          if (attempts == 1) {
            throw e;
          }
          yield putIfAbsent(key, content, sha256, attempts - 1);
        }
        // A service without conditional writes: equal names mean equal states anyway.
        case NOT_IMPLEMENTED -> put(key, content, sha256, null);
        default -> throw e;
      };
    }
  }

  private boolean put(String key, byte[] content, String sha256, @Nullable String ifNoneMatch) {
    client.putObject(
        request ->
            request
                .bucket(bucket())
                .key(key(key))
                .contentMD5(md5(content))
                .metadata(Map.of(SHA256, sha256))
                .ifNoneMatch(ifNoneMatch),
        RequestBody.fromBytes(content));
    return true;
  }

  /** What is known of an object; empty: absent. */
  Optional<HeadObjectResponse> head(String key) {
    return find(
        "look up", key, () -> client.headObject(request -> request.bucket(bucket()).key(key(key))));
  }

  /** A small object's content; empty: absent. */
  Optional<byte[]> bytes(String key) {
    return find(
        "read",
        key,
        () ->
            client
                .getObjectAsBytes(request -> request.bucket(bucket()).key(key(key)))
                .asByteArray());
  }

  /**
   * An object's content; empty: absent.
   *
   * @param from first byte, below the object's size
   */
  Optional<InputStream> stream(String key, long from) {
    String range = from == 0 ? null : "bytes=" + from + "-";
    return find(
        "read",
        key,
        () ->
            new Abandonable(
                client.getObject(request -> request.bucket(bucket()).key(key(key)).range(range))));
  }

  /** Objects whose keys begin so. */
  List<S3Object> list(String prefix) {
    return call(
        "list",
        prefix,
        () ->
            client
                .listObjectsV2Paginator(request -> request.bucket(bucket()).prefix(key(prefix)))
                .contents()
                .stream()
                .toList());
  }

  /** The key below the store's prefix. */
  String below(String key) {
    return key.substring(settings.prefix().length());
  }

  /** Absent: nothing happens. */
  void delete(String key) {
    call(
        "delete",
        key,
        () -> client.deleteObject(request -> request.bucket(bucket()).key(key(key))));
  }

  private <T> Optional<T> find(String what, String key, Supplier<T> request) {
    return call(
        what,
        key,
        () -> {
          try {
            return Optional.of(request.get());
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  /** Does a request; whatever goes wrong names the object and what was asked. */
  <T> T call(String what, String key, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw new UncheckedIOException(
          "can't %s %s: %s".formatted(what, settings.uri(key), e.getMessage()), new IOException(e));
    }
  }

  /** What services check a body by. */
  static String md5(byte[] content) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
