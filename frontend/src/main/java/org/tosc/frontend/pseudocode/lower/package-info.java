/// From typed syntax to TIR: one function per instance of a routine.
@NullMarked
package org.tosc.frontend.pseudocode.lower;

import org.jspecify.annotations.NullMarked;
