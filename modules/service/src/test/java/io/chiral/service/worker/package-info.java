/** Tests of the worker role, and of all roles together. */
@NullMarked
package io.chiral.service.worker;

import org.jspecify.annotations.NullMarked;
