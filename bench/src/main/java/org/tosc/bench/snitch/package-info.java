/// Kernels compiled for Snitch, on the model of its cluster, beside another compiler's cycles.
package org.tosc.bench.snitch;
