/** Distortions at five levels, and the proxy benchmark made of them. */
@NullMarked
package io.chiral.imagery.distortion;

import org.jspecify.annotations.NullMarked;
