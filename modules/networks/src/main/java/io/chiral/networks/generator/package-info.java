/** Networks that turn a low-resolution image into a high-resolution one. */
@NullMarked
package io.chiral.networks.generator;

import org.jspecify.annotations.NullMarked;
