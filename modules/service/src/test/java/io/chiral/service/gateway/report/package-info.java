/** Tests of report files. */
@NullMarked
package io.chiral.service.gateway.report;

import org.jspecify.annotations.NullMarked;
