package org.tosc.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.NativeKernel;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.rt.team.Team;
import org.tosc.rt.tensor.DType;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Reader;

/// A function in TIR's text form as machine code, with memory for all of its buffers outside of
/// Java's heap, each from a cache line on: inputs and results in the order of the text, then
/// scratch.
///
/// ```java
/// BoundKernel product = BoundKernel.of(text, target, 1, arena);
/// product.fill(0, random::nextGaussian);
/// product.run();
/// ```
final class BoundKernel {
  private static final int CACHE_LINE = 64;

  private final NativeKernel kernel;
  private final List<MemorySegment> buffers;
  private final MethodHandle entry;
  private final Object[] arguments;
  private final List<MethodHandle> phases;
  private final List<Object[]> parts;

  private BoundKernel(NativeKernel kernel, Arena arena) {
    this.kernel = kernel;
    List<MemorySegment> made = new ArrayList<>();
    for (int i = 0; i < kernel.sizes().size(); i++) {
      made.add(memory(kernel, i, arena));
    }
    buffers = List.copyOf(made);
    arguments = buffers.toArray();
    entry = spread(kernel.entry().onAny(), arguments.length);
    phases =
        kernel.phases().stream().map(p -> spread(p.code().onAny(), arguments.length + 1)).toList();
    parts = parts(arena);
  }

  /// @param text a function of which a kernel can be made
  /// @param threads how many of them may work on it
  static BoundKernel of(String text, KernelTarget target, int threads, Arena arena) {
    return switch (target.compile(nests(function(text)), threads)) {
      case KernelTarget.Outcome.Made(NativeKernel made) -> new BoundKernel(made, arena);
      case KernelTarget.Outcome.Refused(String why) -> throw new IllegalStateException(why);
    };
  }

  /// The first function of a text.
  static Function function(String text) {
    return switch (Reader.read(new Source("kernel.tir", text))) {
      case Reader.Result.Read(Module module) -> module.functions().getFirst();
      case Reader.Result.Refused(var diagnostic) ->
          throw new IllegalStateException(diagnostic.toString());
    };
  }

  /// A function as nests over buffers, before its target lowers them.
  static Function nests(Function function) {
    return switch (Kernelize.kernel("k", function)) {
      case Kernelize.Outcome.Made(Function kernel) -> kernel;
      case Kernelize.Outcome.Refused(String why) -> throw new IllegalStateException(why);
    };
  }

  private static MemorySegment memory(NativeKernel kernel, int buffer, Arena arena) {
    DType dtype = Objects.requireNonNull(DType.find(kernel.elements().get(buffer).text()));
    return arena.allocate(dtype.byteSize(kernel.sizes().get(buffer)), CACHE_LINE);
  }

  /// What each part of a phase is called with: its number, and scratch of its own.
  private List<Object[]> parts(Arena arena) {
    int most = kernel.phases().stream().mapToInt(NativeKernel.Phase::parts).max().orElse(0);
    List<Object[]> all = new ArrayList<>();
    for (int part = 0; part < most; part++) {
      List<Object> mine = new ArrayList<>(buffers);
      for (int own : part == 0 ? List.<Integer>of() : kernel.own()) {
        mine.set(own, memory(kernel, own, arena));
      }
      mine.addFirst((long) part);
      all.add(mine.toArray());
    }
    return List.copyOf(all);
  }

  private static MethodHandle spread(MethodHandle code, int arguments) {
    return code.asSpreader(Object[].class, arguments)
        .asType(MethodType.methodType(void.class, Object[].class));
  }

  MemorySegment buffer(int index) {
    return buffers.get(index);
  }

  /// Writes `f32`s.
  void fill(int buffer, DoubleSupplier values) {
    MemorySegment memory = buffers.get(buffer);
    for (long i = 0; i < memory.byteSize() / Float.BYTES; i++) {
      memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) values.getAsDouble());
    }
  }

  /// Writes blocks of any integers, with scales near 0.01.
  void fillBlocks(int buffer, SplittableRandom random) {
    MemorySegment memory = buffers.get(buffer);
    for (long i = 0; i < memory.byteSize() / Long.BYTES; i++) {
      memory.setAtIndex(ValueLayout.JAVA_LONG, i, random.nextLong());
    }
    int block = kernel.elements().get(buffer).blockBytes();
    for (long at = 0; at < memory.byteSize(); at += block) {
      short scale = Float.floatToFloat16((float) (0.01 + 0.005 * random.nextDouble()));
      memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, at, scale);
    }
  }

  /// All of it on this thread.
  void run() throws Throwable {
    entry.invokeExact(arguments);
  }

  /// Its phases, the parts of each shared out; all of it on this thread where it has none.
  void run(Team team) throws Throwable {
    if (phases.isEmpty()) {
      run();
      return;
    }
    for (int i = 0; i < phases.size(); i++) {
      MethodHandle code = phases.get(i);
      team.run(
          kernel.phases().get(i).parts(),
          (part, _) -> {
            code.invokeExact(parts.get(part));
          });
    }
  }
}
