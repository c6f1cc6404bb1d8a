package org.tosc.driver.machine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.machines.x86.exec.Cpu;
import org.tosc.backends.machines.x86.exec.Memory;
import org.tosc.backends.machines.x86.exec.Memory.Access;
import org.tosc.backends.machines.x86.exec.Outcome;
import org.tosc.backends.machines.x86.program.Call;
import org.tosc.backends.machines.x86.program.Call.Argument;
import org.tosc.backends.x86.Processor;
import org.tosc.backends.x86.X86Kernels;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.pool.Signature;

/// The model of x86-64 in the place of the CPU: what `backends/x86` compiles runs on it,
/// instruction by instruction, and gives the same bits.
///
/// It has AVX-512 with VNNI whatever the machine has, so a program's results on it are the same
/// everywhere, and nothing asks the CPU. A kernel works on copies of its buffers, with nothing
/// around each; those that it changed are copied back. So calls of one kernel wait for each other:
/// parts of a phase write to the same buffers.
public final class ModelledX86 {
  private static final long CODE = 0x40_0000;
  private static final long BUFFERS = 0x1_0000_0000L;
  private static final long PAGE = 4096;
  private static final int STACK_BYTES = 1 << 16;

  private ModelledX86() {}

  /// Kernels of x86-64 that run on the model.
  public static KernelTarget kernels() {
    return new X86Kernels(new Model());
  }

  private static final class Model implements Processor {
    @Override
    public @Nullable String obstacle(InstructionSet set) {
      return null;
    }

    @Override
    public InstructionSet best() {
      return InstructionSet.AVX512_VNNI;
    }

    @Override
    public Installed install(byte[] code) {
      return new Program(code.clone());
    }
  }

  /// A kernel's code.
  private static final class Program implements Processor.Installed {
    private static final MethodHandle RUN;

    static {
      try {
        RUN =
            MethodHandles.lookup()
                .findVirtual(
                    Program.class,
                    "run",
                    MethodType.methodType(void.class, int.class, Object[].class));
      } catch (ReflectiveOperationException fault) {
        throw new ExceptionInInitializerError(fault);
      }
    }

    private final byte[] code;

    /// The last that ran, for what it decoded.
    private @Nullable Cpu last;

    Program(byte[] code) {
      this.code = code;
    }

    @Override
    public NativeKernel.Code function(int offset, Signature signature) {
      MethodType type = signature.type();
      MethodHandle run =
          MethodHandles.insertArguments(RUN, 0, this, offset)
              .asCollector(Object[].class, type.parameterCount())
              .asType(type);
      return new NativeKernel.Code(run, () -> run);
    }

    @SuppressWarnings("UnusedMethod") // RUN calls it
    synchronized void run(int offset, Object[] arguments) {
      Memory memory = new Memory();
      memory.map("code", CODE, code, Access.EXECUTE);
      List<Argument> passed = new ArrayList<>();
      List<Copy> copies = new ArrayList<>();
      long at = BUFFERS;
      for (Object argument : arguments) {
        if (argument instanceof MemorySegment segment) {
          Copy copy = Copy.of(segment);
          copies.add(copy);
          memory.map("buffer " + copies.size(), at, copy.bytes, Access.READ_WRITE);
          passed.add(new Argument.Word(at));
          at = (at + copy.bytes.length + 2 * PAGE - 1) & -PAGE;
        } else {
          passed.add(new Argument.Word(((Number) argument).longValue()));
        }
      }
      Cpu cpu = last == null ? new Cpu(memory) : last.again(memory);
      last = cpu;
      Call.prepare(cpu, memory, CODE + offset, passed, STACK_BYTES);
      switch (cpu.run(Long.MAX_VALUE)) {
        case Outcome.Returned _ -> copies.forEach(Copy::giveBack);
        case Outcome.Trapped(var trap, long _) ->
            throw new IllegalStateException("a kernel on the model: " + trap);
        case Outcome.OutOfFuel _ -> throw new IllegalStateException("a kernel does not end");
      }
    }
  }

  /// A buffer as the model sees it.
  ///
  /// @param before as it was
  /// @param bytes which the kernel changes
  @SuppressWarnings("ArrayRecordComponent") // memory is its array
  private record Copy(MemorySegment segment, byte[] before, byte[] bytes) {
    static Copy of(MemorySegment segment) {
      byte[] bytes = segment.toArray(ValueLayout.JAVA_BYTE);
      return new Copy(segment, bytes.clone(), bytes);
    }

    /// What was only read is left alone: it may be read by others, or be written under another
    /// number.
    void giveBack() {
      if (!Arrays.equals(before, bytes)) {
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
      }
    }
  }
}
