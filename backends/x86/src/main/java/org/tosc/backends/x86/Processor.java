package org.tosc.backends.x86;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.pool.Signature;

/// Where machine code runs: this CPU, or what does as one.
public interface Processor {
  /// Why it cannot run code in these instructions, in words; null where it can.
  @Nullable String obstacle(InstructionSet set);

  /// The best of the instruction sets that it has.
  InstructionSet best();

  /// Takes code in.
  Installed install(byte[] code);

  /// Code that is ready to run.
  interface Installed {
    /// The function that begins at an offset, as handles of the signature's type.
    NativeKernel.Code function(int offset, Signature signature);
  }
}
