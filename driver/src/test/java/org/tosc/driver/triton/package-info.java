/// What tosc writes for Triton, judged: kernels and their launchers run under a stand-in for Triton
/// and torch, over NumPy, and agree with the interpreter; their text passes a lint.
@NullMarked
package org.tosc.driver.triton;

import org.jspecify.annotations.NullMarked;
