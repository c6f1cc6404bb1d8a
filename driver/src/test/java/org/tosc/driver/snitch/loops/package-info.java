/// Loops that are compiled for Snitch, run on its model, and held against the interpreter.
@org.jspecify.annotations.NullMarked
package org.tosc.driver.snitch.loops;
