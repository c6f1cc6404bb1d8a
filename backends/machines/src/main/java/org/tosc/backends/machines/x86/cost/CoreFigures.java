package org.tosc.backends.machines.x86.cost;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.tosc.backends.machines.x86.decode.Decoder;
import org.tosc.backends.machines.x86.isa.Instruction;

/// The figures of a core, as its table has them.
///
/// @param width micro-operations that enter in a cycle, those that one slot holds counted as one
/// @param retire how many leave in a cycle
/// @param window how many are inside at most
/// @param ports their letters
/// @param queues which ports share a waiting room, and for how many
/// @param rows of the table
/// @param samples instructions of many programs
public record CoreFigures(
    String name,
    int width,
    int retire,
    int window,
    String ports,
    List<String> queues,
    int rows,
    List<Sample> samples) {
  /// An instruction of many programs.
  ///
  /// @param what in words
  /// @param each how many begin in a cycle
  /// @param latency cycles to the result
  /// @param ports that can take it
  public record Sample(String what, double each, int latency, String ports) {}

  public CoreFigures {
    queues = List.copyOf(queues);
    samples = List.copyOf(samples);
  }

  /// An instruction as bytes, by GNU as.
  private record Code(String what, String hex) {}

  private static final List<Code> CODES =
      List.of(
          new Code("sum of two general registers", "48 01 d0"), // add rax,rdx
          new Code("product of two general registers", "48 0f af c2"), // imul rax,rdx
          new Code("load of 8 bytes", "48 8b 06"), // mov rax,[rsi]
          new Code("load of 32 bytes", "c5 fc 10 06"), // vmovups ymm0,[rsi]
          new Code("load of 64 bytes", "62 f1 7c 48 10 06"), // vmovups zmm0,[rsi]
          new Code("store of 32 bytes", "c5 fc 11 07"), // vmovups [rdi],ymm0
          new Code("store of 64 bytes", "62 f1 7c 48 11 07"), // vmovups [rdi],zmm0
          new Code("sum of 8 f32", "c5 f4 58 c2"), // vaddps ymm0,ymm1,ymm2
          new Code("sum of 16 f32", "62 f1 74 48 58 c2"), // vaddps zmm0,zmm1,zmm2
          new Code("multiply-add of 8 f32", "c4 e2 75 b8 c2"), // vfmadd231ps ymm0,ymm1,ymm2
          new Code("multiply-add of 16 f32", "62 f2 75 48 b8 c2"), // vfmadd231ps zmm0,zmm1,zmm2
          new Code("dot products of 64 bytes", "62 f2 75 48 50 c2"), // vpdpbusd zmm0,zmm1,zmm2
          new Code("quotient of 8 f32", "c5 f4 5e c2"), // vdivps ymm0,ymm1,ymm2
          new Code("quotient of 16 f32", "62 f1 74 48 5e c2")); // vdivps zmm0,zmm1,zmm2

  /// Those of a core.
  public static CoreFigures of(Core core) {
    List<Sample> samples = new ArrayList<>();
    for (Code code : CODES) {
      byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(code.hex());
      Instruction i = (Instruction) Decoder.decode(bytes, 0, bytes.length);
      Step step = Step.of(core, List.of(i)).getFirst();
      if (step.known()) {
        samples.add(sample(core, code.what(), step));
      }
    }
    Core.Limits limits = core.limits();
    List<String> queues =
        core.queues().stream().map(q -> core.letters(q.ports()) + ": " + q.capacity()).toList();
    return new CoreFigures(
        core.name(),
        limits.width(),
        limits.retire(),
        limits.window(),
        core.ports(),
        queues,
        core.names().size(),
        samples);
  }

  private static Sample sample(Core core, String what, Step step) {
    Bounds bounds = Bounds.of(core, List.of(step));
    int latency = step.effects().load() == null ? step.cost().least() : step.loadLatency();
    return new Sample(
        what,
        1 / Math.max(bounds.entering(), bounds.ports()),
        step.effects().store() == null ? latency : 0,
        core.letters(bounds.busiest()));
  }
}
