/// Functions as files: kernels compiled with notes of what was written ([Compiled]), as a listing
/// ([Listing]), as an object file ([LinkableObject]) and the C header beside it ([KernelHeader]).
@NullMarked
package org.tosc.backends.x86.emit;

import org.jspecify.annotations.NullMarked;
