/// The dynamic meaning of every host operator, access, call and loop. Compiled code calls these
/// methods directly; the interpreter reaches the same ones.
package org.tosc.rt.ops;
