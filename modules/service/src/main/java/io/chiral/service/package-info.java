/** The program: verticles, interfaces, configuration, command line. */
@NullMarked
package io.chiral.service;

import org.jspecify.annotations.NullMarked;
