import org.jspecify.annotations.NullMarked;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.x86.X86Kernels;

/// The engine that emits x86-64 machine code.
@NullMarked
@SuppressWarnings("module") // the digits are part of the name of the architecture
module org.tosc.backends.x86 {
  requires static org.jspecify;
  requires transitive org.tosc.backends.api;
  requires transitive org.tosc.passes;
  requires org.tosc.rt;

  exports org.tosc.backends.x86;
  exports org.tosc.backends.x86.asm;
  exports org.tosc.backends.x86.code;
  exports org.tosc.backends.x86.cpu;
  exports org.tosc.backends.x86.elf;
  exports org.tosc.backends.x86.emit;
  exports org.tosc.backends.x86.pool;

  provides KernelTarget with
      X86Kernels;
}
