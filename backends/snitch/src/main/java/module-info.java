import org.jspecify.annotations.NullMarked;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.snitch.SnitchKernels;

/// The engine that emits machine code for Snitch, a RISC-V core with stream registers.
@NullMarked
module org.tosc.backends.snitch {
  requires static org.jspecify;
  requires transitive org.tosc.backends.api;
  requires transitive org.tosc.passes;

  exports org.tosc.backends.snitch;
  exports org.tosc.backends.snitch.asm;
  exports org.tosc.backends.snitch.cluster;
  exports org.tosc.backends.snitch.code;
  exports org.tosc.backends.snitch.elf;
  exports org.tosc.backends.snitch.isa;
  exports org.tosc.backends.snitch.kernel;
  exports org.tosc.backends.snitch.loops;

  provides KernelTarget with
      SnitchKernels;
}
