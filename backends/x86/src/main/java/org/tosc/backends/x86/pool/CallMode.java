package org.tosc.backends.x86.pool;

import java.lang.foreign.Linker;
import java.util.List;

/// How a thread goes from Java to machine code and back.
///
/// A critical call leaves out the change of the thread's state: cheap, but every garbage collection
/// waits until it returns. So it is for kernels below about 100 µs.
public enum CallMode {
  /// For long kernels: the virtual machine goes on without this thread.
  PLAIN(List.of()),
  /// For short kernels on native memory.
  CRITICAL(List.of(Linker.Option.critical(false))),
  /// For short kernels on Java arrays, which do not move meanwhile.
  CRITICAL_HEAP(List.of(Linker.Option.critical(true)));

  private final List<Linker.Option> options;

  CallMode(List<Linker.Option> options) {
    this.options = options;
  }

  Linker.Option[] options() {
    return options.toArray(Linker.Option[]::new);
  }
}
