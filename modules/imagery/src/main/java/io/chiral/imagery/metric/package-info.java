/** Judges of images that need no network: PSNR, SSIM, GMSD, FSIM, VIF and NIQE. */
@NullMarked
package io.chiral.imagery.metric;

import org.jspecify.annotations.NullMarked;
