package io.chiral.imagery.file;

/**
 * What a file says of its image before it is decoded.
 *
 * @param format as its reader names it, such as {@code png}
 * @param width in pixels
 * @param height in pixels
 */
public record ImageHeader(String format, int width, int height) {}
