/// Groups of tensor operations that engines run as one, made and taken apart.
@NullMarked
package org.tosc.passes.fuse;

import org.jspecify.annotations.NullMarked;
