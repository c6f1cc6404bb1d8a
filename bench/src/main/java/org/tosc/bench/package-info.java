/// Benchmarks of the toolchain itself.
package org.tosc.bench;
