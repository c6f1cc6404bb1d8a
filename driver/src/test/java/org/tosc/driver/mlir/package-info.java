/// Tests of text of MLIR: what real tools say to it, and what it computes.
@NullMarked
package org.tosc.driver.mlir;

import org.jspecify.annotations.NullMarked;
