package org.tosc.backends.x86.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tosc.backends.x86.asm.Label;
import org.tosc.tir.source.Span;

/// A function as instructions on virtual registers.
///
/// @param set the instructions that it is written in
/// @param entry where it begins
/// @param isExported whether it is called from outside, by the C calling convention
/// @param params what its parameters arrive in, 64-bit numbers and addresses
/// @param spans where each line comes from
/// @param uses the registers that lines read and write
/// @param virtuals the virtual registers, by their numbers
/// @param constants what need not be kept in memory where registers run out: how to make it again
record Routine(
    InstructionSet set,
    Label entry,
    boolean isExported,
    List<Virtual> params,
    List<Line> lines,
    List<Span> spans,
    Uses uses,
    List<Virtual> virtuals,
    Map<Virtual, Constant> constants) {
  Routine {
    params = List.copyOf(params);
    lines = List.copyOf(lines);
    spans = List.copyOf(spans);
    virtuals = List.copyOf(virtuals);
    constants = Map.copyOf(constants);
  }

  /// A register that never changes.
  ///
  /// @param make the line that makes it
  /// @param whole the same as an operand in memory
  /// @param one its lowest lane there
  record Constant(Line.Insn make, Arg.Literal whole, Arg.Literal one) {}

  /// The same with other lines, which need more registers.
  Routine with(List<Line> otherLines, List<Span> otherSpans, Uses otherUses, List<Virtual> more) {
    return new Routine(
        set, entry, isExported, params, otherLines, otherSpans, otherUses, more, constants);
  }

  /// Lines one after the other, into which more can be put where a sequence stands.
  static final class Sequence {
    private final List<Object> parts = new ArrayList<>();

    /// A line, and where it comes from.
    record Placed(Line line, Span span) {}

    void add(Line line, Span span) {
      parts.add(new Placed(line, span));
    }

    /// Puts what a sequence holds in the end here.
    void add(Sequence inner) {
      parts.add(inner);
    }

    /// A place for lines that come later.
    Sequence place() {
      Sequence inner = new Sequence();
      add(inner);
      return inner;
    }

    void into(List<Placed> lines) {
      for (Object part : parts) {
        if (part instanceof Sequence s) {
          s.into(lines);
        } else {
          lines.add((Placed) part);
        }
      }
    }
  }
}
