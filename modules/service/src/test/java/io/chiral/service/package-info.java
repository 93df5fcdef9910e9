/** Tests of the whole program. */
@NullMarked
package io.chiral.service;

import org.jspecify.annotations.NullMarked;
