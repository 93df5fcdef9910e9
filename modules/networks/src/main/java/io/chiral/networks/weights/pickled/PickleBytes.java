package io.chiral.networks.weights.pickled;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bytes of a pickle, which know how many of them are left. */
final class PickleBytes extends ByteArrayInputStream {

  PickleBytes(byte[] bytes) {
    super(bytes);
  }

  /** How many were read. */
  int position() {
    return pos;
  }

  /** The next four bytes as a number from 0, unread; as many as are left at most. */
  boolean announcesNoMoreThanIsLeft() {
    if (available() < Integer.BYTES) {
      return false;
    }
    int length = ByteBuffer.wrap(buf, pos, Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).getInt();
    return length >= 0 && length <= available() - Integer.BYTES;
  }
}
