/** Judges of images that need no network: PSNR, SSIM, GMSD and NIQE. */
@NullMarked
package io.chiral.imagery.metric;

import org.jspecify.annotations.NullMarked;
