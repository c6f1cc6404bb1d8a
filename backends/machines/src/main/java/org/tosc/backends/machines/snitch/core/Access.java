package org.tosc.backends.machines.snitch.core;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.snitch.isa.Behaviour.AtomicOperation;

/// A load or store on its way to memory and back.
final class Access {
  final boolean write;
  final int address;
  final int bytes;

  /// What is stored; once it has been served, what was loaded.
  long data;

  /// The register that a load is for.
  final int rd;

  /// Whether what is loaded is sign-extended.
  final boolean signed;

  /// Whether it is the FPU's.
  final boolean ofFloat;

  /// Whether an `frep` repeats it: only the first answer leaves the queue of addresses.
  final boolean repeated;

  final @Nullable AtomicOperation atomic;

  /// The cycle in which the answer is there.
  long ready;

  Access(
      boolean write,
      int address,
      int bytes,
      long data,
      int rd,
      boolean signed,
      boolean ofFloat,
      boolean repeated,
      @Nullable AtomicOperation atomic) {
    this.write = write;
    this.address = address;
    this.bytes = bytes;
    this.data = data;
    this.rd = rd;
    this.signed = signed;
    this.ofFloat = ofFloat;
    this.repeated = repeated;
    this.atomic = atomic;
  }

  boolean alters() {
    return write || atomic != null;
  }
}
