package io.chiral.networks.weights;

import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** Type of a stored tensor's elements; little endian. The constants' names are safetensors' own. */
public enum ElementType {
  F64(8, DataType.FLOAT64),
  F32(4, DataType.FLOAT32),
  F16(2, DataType.FLOAT16),
  /** Arrives as float32, which holds all its values: DJL 0.35.1 aborts the process on it. */
  BF16(2, DataType.FLOAT32),
  I64(8, DataType.INT64),
  I32(4, DataType.INT32),
  I8(1, DataType.INT8),
  U8(1, DataType.UINT8),
  BOOL(1, DataType.BOOLEAN);

  private final int bytes;
  private final DataType arrives;

  ElementType(int bytes, DataType arrives) {
    this.bytes = bytes;
    this.arrives = arrives;
  }

  /** The type of that name in safetensors; empty: there is none that can be read. */
  static Optional<ElementType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /**
   * How arrays of that type are stored.
   *
   * @throws IllegalArgumentException if they can't be
   */
  static ElementType of(DataType type) {
    return Arrays.stream(values())
        .filter(each -> each.arrives == type)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("safetensors has no type for " + type));
  }

  /** Size of one element. */
  public int bytes() {
    return bytes;
  }

  /** The type of an array of these elements. */
  DataType arrives() {
    return arrives;
  }

  /** These elements as {@link #arrives}. */
  ByteBuffer arriving(ByteBuffer stored) {
    return this == BF16 ? toFloat32(stored) : stored;
  }

  /**
   * These elements as float32, rounded to nearest.
   *
   * @throws IllegalStateException unless they are real numbers
   */
  public ByteBuffer toFloat32(ByteBuffer stored) {
    if (this == F32) {
      return stored;
    }
    ByteBuffer from = stored.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int count = from.remaining() / bytes;
    ByteBuffer to = ByteBuffer.allocate(Math.multiplyExact(count, 4));
    to.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      to.putFloat(
          switch (this) {
            case F64 -> (float) from.getDouble();
            case F16 -> half(from.getShort());
            case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
            default -> throw new IllegalStateException(this + " is no real number");
          });
    }
    return to.flip();
  }

  /** IEEE 754 binary16; Java's own conversion came with version 20. */
  private static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float subnormal = fraction * 0x1.0p-24f;
      return sign == 0 ? subnormal : -subnormal;
    }
    int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
