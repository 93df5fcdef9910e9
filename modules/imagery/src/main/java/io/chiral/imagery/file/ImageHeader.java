package io.chiral.imagery.file;

/**
 * What a file says of its image before it is decoded.
 *
 * @param format as its reader names it, such as {@code png}
 * @param width of the stored samples, in pixels
 * @param height of the stored samples, in pixels
 * @param samples such as {@code 8-bit RGB}; {@code ""} where the reader does not tell
 */
public record ImageHeader(String format, int width, int height, String samples) {

  /** For people: {@code png 8-bit RGB}. */
  public String kind() {
    return samples.isEmpty() ? format : format + " " + samples;
  }
}
