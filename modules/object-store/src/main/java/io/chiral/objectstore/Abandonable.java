package io.chiral.objectstore;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An answer that may be closed before its end: the connection is given up then, where the SDK's own
 * stream would read on to the end. Failures of the SDK are those of a stream.
 */
final class Abandonable extends FilterInputStream {

  private final ResponseInputStream<GetObjectResponse> answer;
  private boolean ended;

  Abandonable(ResponseInputStream<GetObjectResponse> answer) {
    super(answer);
    this.answer = answer;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int at, int length) throws IOException {
    try {
      int read = super.read(into, at, length);
      ended |= read < 0;
      return read;
    } catch (SdkException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (ended) {
      super.close();
    } else {
      answer.abort();
    }
  }
}
