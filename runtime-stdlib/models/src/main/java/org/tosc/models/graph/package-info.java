/// Straight lines of tensor operations as TIR: the words in which architectures are written.
@NullMarked
package org.tosc.models.graph;

import org.jspecify.annotations.NullMarked;
