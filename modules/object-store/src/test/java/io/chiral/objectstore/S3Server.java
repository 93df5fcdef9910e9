package io.chiral.objectstore;

import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * A real S3 server in this JVM (S3Proxy): HTTP, signatures, conditional writes, uploads in parts;
 * objects are in memory and outlive {@link #stop}.
 */
final class S3Server implements AutoCloseable {

  static final String BUCKET = "chiral-test";

  private final BlobStore objects = new Fragile(new TransientNio2BlobStore());
  private final AtomicInteger partsLeft = new AtomicInteger(Integer.MAX_VALUE);
  private int port;
  private S3Proxy server;

  S3Server() {
    objects.createContainer(BUCKET);
    server = start(0);
    port = server.getPort();
  }

  private S3Proxy start(int at) {
    S3Proxy made =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:" + at))
            // The same as the SDK's default chain finds in this JVM's properties: see the POM.
            .awsAuthentication(
                AuthenticationType.AWS_V4,
                System.getProperty("aws.accessKeyId"),
                System.getProperty("aws.secretAccessKey"))
            .build();
    run(made::start);
    return made;
  }

  void stop() {
    run(server::stop);
  }

  /** At the same port as before. */
  void startAgain() {
    server = start(port);
  }

  /** So many parts are still taken, then all are refused. */
  void takeParts(int number) {
    partsLeft.set(number);
  }

  S3Settings settings(String prefix) {
    return S3Settings.of(
        "s3://%s/%s".formatted(BUCKET, prefix),
        URI.create("http://127.0.0.1:" + port),
        "us-east-1",
        true);
  }

  @Override
  public void close() {
    stop();
    objects.close();
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  private static void run(Step step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) { // S3Proxy declares it
      throw new IllegalStateException(e);
    }
  }

  private final class Fragile extends ForwardingBlobStore {
    Fragile(BlobStore within) {
      super(within);
    }

    @Override
    public UploadPartResponse uploadMultipartPart(
        MultipartUpload upload, UploadPartRequest request, InputStream content) {
      if (partsLeft.getAndDecrement() <= 0) {
        throw new IllegalStateException("the disk of the server is full");
      }
      return super.uploadMultipartPart(upload, request, content);
    }
  }
}
