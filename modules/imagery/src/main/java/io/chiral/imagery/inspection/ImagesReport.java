package io.chiral.imagery.inspection;

import java.util.List;
import java.util.SortedMap;

/**
 * The images of a set, each decoded.
 *
 * @param set its id
 * @param images how many can be read
 * @param narrowest width of the narrowest, in pixels
 * @param lowest height of the lowest, in pixels
 * @param widest width of the widest
 * @param highest height of the highest
 * @param kinds how many there are of each kind of file, such as {@code png 8-bit RGB}; images that
 *     are no files are {@code derived}
 * @param unreadable a line for each that cannot be read: name and reason
 * @param notes what was left out, and the like
 */
public record ImagesReport(
    String set,
    int images,
    int narrowest,
    int lowest,
    int widest,
    int highest,
    SortedMap<String, Integer> kinds,
    List<String> unreadable,
    List<String> notes) {}
