package org.tosc.peers;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.bench.peers.Contender;

/// Primitives of oneDNN that run one after the other.
final class DnnlCase implements Contender.Case {
  private final Dnnl dnnl;
  private final Arena arena = Arena.ofShared();
  private final List<Step> steps = new ArrayList<>();
  private Ready[] ready = {};
  private @Nullable Output output;

  /// The result, and how it is read in the order of the problem.
  private record Output(MemorySegment description, MemorySegment memory, MemorySegment plain) {}

  private record Ready(MemorySegment primitive, MemorySegment arguments, int count) {}

  /// One primitive with its arguments.
  static final class Step {
    private final MemorySegment description;
    private final List<Dnnl.Argument> arguments = new ArrayList<>();

    private Step(MemorySegment description) {
      this.description = description;
    }

    Step with(int role, MemorySegment memory) {
      arguments.add(new Dnnl.Argument(role, memory));
      return this;
    }
  }

  DnnlCase(Dnnl dnnl) {
    this.dnnl = dnnl;
  }

  Step step(MemorySegment description) {
    Step step = new Step(description);
    steps.add(step);
    return step;
  }

  static MemorySegment longs(Arena arena, long... values) {
    return arena.allocateFrom(ValueLayout.JAVA_LONG, values);
  }

  /// Memory with values.
  MemorySegment input(MemorySegment description, float[] values) {
    return dnnl.memory(description, NativeLibrary.floats(arena, values));
  }

  /// Memory for a description.
  MemorySegment room(MemorySegment description) {
    return dnnl.memory(
        description, NativeLibrary.empty(arena, (dnnl.size(description) + 3) / 4).fill((byte) 0));
  }

  /// Memory with values in another format than they come in.
  MemorySegment reordered(MemorySegment from, float[] values, MemorySegment to) {
    MemorySegment memory = room(to);
    dnnl.reorder(from, input(from, values), to, memory);
    return memory;
  }

  /// Memory for the result, which is asked for in the format `plain`.
  MemorySegment output(MemorySegment description, MemorySegment plain) {
    MemorySegment memory = room(description);
    output = new Output(description, memory, plain);
    return memory;
  }

  /// Makes the primitives.
  DnnlCase ready() {
    ready =
        steps.stream()
            .map(
                s ->
                    new Ready(
                        dnnl.primitive(s.description),
                        Dnnl.arguments(arena, s.arguments),
                        s.arguments.size()))
            .toArray(Ready[]::new);
    return this;
  }

  @Override
  public void run() {
    for (Ready each : ready) {
      dnnl.start(each.primitive(), each.arguments(), each.count());
    }
    dnnl.finish();
  }

  @Override
  public float[] result() {
    Output made = Objects.requireNonNull(output);
    MemorySegment plain = NativeLibrary.empty(arena, dnnl.size(made.plain()) / 4);
    dnnl.reorder(made.description(), made.memory(), made.plain(), dnnl.memory(made.plain(), plain));
    return NativeLibrary.toFloats(plain);
  }

  @Override
  public void close() {
    for (Ready each : ready) {
      dnnl.destroyPrimitive(each.primitive());
    }
    steps.forEach(s -> dnnl.destroy(s.description));
    arena.close();
  }
}
