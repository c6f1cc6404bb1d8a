/// The run-time statements that reach out of the program: `with device`, `monitor`, `git`. Each
/// passes its permission's door before it does anything.
package org.tosc.rt.statement;
