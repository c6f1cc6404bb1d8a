/// Proofs that accesses to memory lie inside.
package org.tosc.passes.bounds;
