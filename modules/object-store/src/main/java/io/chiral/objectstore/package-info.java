/** The checkpoint store on S3-compatible object storage. */
@NullMarked
package io.chiral.objectstore;

import org.jspecify.annotations.NullMarked;
