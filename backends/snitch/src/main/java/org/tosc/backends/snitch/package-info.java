/// Kernels for Snitch, as what builds and runs programs finds them.
package org.tosc.backends.snitch;
