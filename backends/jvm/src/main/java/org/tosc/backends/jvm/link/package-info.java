/// What compiled code is linked to when it runs: call sites, inline caches, constants and the
/// scalar arithmetic that the instruction set lacks.
@NullMarked
package org.tosc.backends.jvm.link;

import org.jspecify.annotations.NullMarked;
