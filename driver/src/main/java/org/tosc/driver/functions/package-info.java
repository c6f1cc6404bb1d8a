/// Functions of a program that are called with tensors from outside: which there are, what their
/// parameters are, and how they are reached in a compiled module.
@NullMarked
package org.tosc.driver.functions;

import org.jspecify.annotations.NullMarked;
