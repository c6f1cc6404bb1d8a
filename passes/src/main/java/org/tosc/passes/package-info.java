/// Passes over TIR, one package each, and the pass table.
package org.tosc.passes;
