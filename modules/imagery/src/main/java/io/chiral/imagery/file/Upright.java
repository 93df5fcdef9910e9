package io.chiral.imagery.file;

import io.chiral.imagery.Image;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Turns an image as its file says that it should be looked at (EXIF and TIFF orientation). */
final class Upright {
  private Upright() {}

  static Image turned(Image image, ImageReader reader) {
    // Rotations of the standard are counter-clockwise and come before the flip.
    return switch (orientation(reader)) {
      case "FlipH" -> image.flipHorizontally();
      case "FlipV" -> image.flipVertically();
      case "Rotate90" -> image.transpose().flipVertically();
      case "Rotate180" -> image.flipHorizontally().flipVertically();
      case "Rotate270" -> image.transpose().flipHorizontally();
      case "FlipHRotate90" -> image.transpose().flipVertically().flipHorizontally();
      case "FlipVRotate90" -> image.transpose();
      default -> image;
    };
  }

  private static String orientation(ImageReader reader) {
    IIOMetadata metadata;
    try {
      metadata = reader.getImageMetadata(0);
    } catch (IOException | RuntimeException e) {
      return ""; // damaged metadata beside sound pixels are no reason to refuse these
    }
    if (metadata == null || !metadata.isStandardMetadataFormatSupported()) {
      return "";
    }
    Element tree = (Element) metadata.getAsTree(IIOMetadataFormatImpl.standardMetadataFormatName);
    NodeList found = tree.getElementsByTagName("ImageOrientation");
    return found.getLength() == 0 ? "" : ((Element) found.item(0)).getAttribute("value");
  }
}
