/// Functions that one language offers to the other, in terms that both know: the types of TIR.
@org.jspecify.annotations.NullMarked
package org.tosc.frontend.foreign;
