/// Programs on the model of a Snitch cluster: where they lie, how they are called, and how a call
/// is measured.
package org.tosc.backends.machines.snitch.program;
