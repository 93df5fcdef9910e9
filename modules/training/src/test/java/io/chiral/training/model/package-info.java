/** Tests of training's parts. */
@NullMarked
package io.chiral.training.model;

import org.jspecify.annotations.NullMarked;
