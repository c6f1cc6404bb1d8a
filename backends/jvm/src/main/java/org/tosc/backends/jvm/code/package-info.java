/// From TIR to class files: one static method per function, structured control flow to jumps.
@NullMarked
package org.tosc.backends.jvm.code;

import org.jspecify.annotations.NullMarked;
