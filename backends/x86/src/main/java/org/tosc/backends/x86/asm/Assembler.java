package org.tosc.backends.x86.asm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Span;

/// Writes instructions, with labels, jumps of the shortest form that reaches, and literals.
///
/// ```java
/// Assembler asm = new Assembler();
/// Label loop = asm.here();
/// asm.emit(Base.SUB, Gpr.RDI, Imm.of(1));
/// asm.emit(Base.JNZ, loop);
/// asm.emit(Base.RET);
/// Code code = asm.finish();
/// ```
public final class Assembler {
  private static final int UNBOUND = -1;
  private static final int FIRST_BYTES = 1 << 12;
  private static final int MOST_OPERANDS = 6;

  private final CodeBuffer raw = new CodeBuffer(FIRST_BYTES);
  private final Encoder encoder = new Encoder(raw);

  /// Of the operands of the instruction that is written.
  private final long[] kinds = new long[MOST_OPERANDS];

  private final long cpu;
  private final List<Gap> gaps = new ArrayList<>();
  private final List<Relative> relatives = new ArrayList<>();
  private final List<Place> labels = new ArrayList<>();
  private final Map<ByteBuffer, Label> literals = new LinkedHashMap<>();
  private final @Nullable Notes notes;
  private Span span = Span.NONE;

  /// A place in `raw`, after so many gaps.
  record Place(int at, int gapsBefore) {}

  /// A displacement of 32 bits at a place, from the end of its instruction to a label.
  ///
  /// @param behind bytes of the instruction behind the displacement
  private record Relative(Place place, int behind, Label target) {}

  /// What stands between two pieces of `raw` and has no size yet.
  private sealed interface Gap {
    int at();

    /// @param target where it goes
    /// @param near the form with 32 bits
    record Jump(int at, Opcode opcode, Label target, Form near) implements Gap {}

    /// Bytes that do nothing, up to a multiple of a power of two.
    record Align(int at, int to) implements Gap {}
  }

  /// For a CPU that has everything.
  public Assembler() {
    this(Forms.EVERY_CPU, null);
  }

  /// For a CPU that has these: instructions that need others are refused.
  public Assembler(Set<Feature> cpu) {
    this(Feature.bits(cpu), null);
  }

  private Assembler(long cpu, @Nullable Notes notes) {
    this.cpu = cpu;
    this.notes = notes;
  }

  /// For a CPU that has everything; the code will have [Code#notes].
  public static Assembler noting() {
    return new Assembler(Forms.EVERY_CPU, new Notes());
  }

  /// For a CPU that has these; the code will have [Code#notes].
  public static Assembler noting(Set<Feature> cpu) {
    return new Assembler(Feature.bits(cpu), new Notes());
  }

  /// Where the next instructions come from.
  public void from(Span source) {
    span = source;
  }

  /// A label that is bound later, once.
  public Label label() {
    labels.add(new Place(UNBOUND, 0));
    return new Label(labels.size() - 1);
  }

  /// Binds a label to where the next instruction goes.
  public void bind(Label label) {
    if (labels.get(label.number()).at() != UNBOUND) {
      throw new IllegalStateException("label " + label.number() + " is bound twice");
    }
    labels.set(label.number(), place());
  }

  private Place place() {
    return new Place(raw.size(), gaps.size());
  }

  /// A label for where the next instruction goes.
  public Label here() {
    Label label = label();
    bind(label);
    return label;
  }

  /// Fills up to a multiple of a power of two.
  public void align(int to) {
    if (notes != null) {
      notes.padding(place());
    }
    gaps.add(new Gap.Align(raw.size(), to));
  }

  /// A label for a constant behind the code, at a multiple of its size.
  ///
  /// @param bytes 4, 8, 16, 32 or 64, in the order of memory
  public Label literal(byte[] bytes) {
    return literals.computeIfAbsent(ByteBuffer.wrap(bytes.clone()), _ -> label());
  }

  /// The same for 32 bits.
  public Label literal32(int bits) {
    return literal(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(bits).array());
  }

  /// The same for 64 bits.
  public Label literal64(long bits) {
    return literal(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array());
  }

  /// Writes an instruction.
  ///
  /// @throws IllegalArgumentException where it has no form for these operands, or none that the CPU
  ///   has
  public void emit(Opcode opcode, Operand... operands) {
    int count = operands.length;
    if (count > MOST_OPERANDS) {
      throw Forms.none(opcode, operands);
    }
    for (int i = 0; i < count; i++) {
      kinds[i] = operands[i].kind();
    }
    Form form = opcode.forms().find(kinds, count, cpu);
    if (form == null) {
      Form other = Forms.find(opcode, operands);
      throw new IllegalArgumentException(
          AssemblyText.of(opcode, operands) + " needs a CPU with " + other.features());
    }
    if (notes != null) {
      notes.instruction(place(), opcode, operands, span);
    }
    if (form.isRelative()) {
      gaps.add(new Gap.Jump(raw.size(), opcode, (Label) operands[0], Jumps.near(opcode)));
      return;
    }
    encoder.write(form, operands, kinds);
    if (encoder.relativeAt() >= 0) {
      relative(operands);
    }
  }

  private void relative(Operand[] operands) {
    int at = encoder.relativeAt();
    for (Operand operand : operands) {
      Operand inner = operand instanceof Masked m ? m.to() : operand;
      if (inner instanceof Mem m && m.label() != null) {
        int behind = raw.size() - at - Integer.BYTES;
        relatives.add(new Relative(new Place(at, gaps.size()), behind, m.label()));
      }
    }
  }

  /// The code; nothing may be written afterwards.
  ///
  /// @throws IllegalStateException where a label is not bound
  public Code finish() {
    Layout layout = new Layout();
    CodeBuffer out = layout.write();
    int size = out.size();
    List<Integer> offsets = new ArrayList<>();
    labels.forEach(place -> offsets.add(place.at() == UNBOUND ? UNBOUND : layout.offset(place)));
    List<Note> constants = Literals.write(literals, out, offsets);
    for (Relative r : relatives) {
      int at = layout.offset(r.place());
      int target = bound(offsets, r.target());
      out.set32(at, target - (at + Integer.BYTES + r.behind()));
    }
    List<Note> noted = new ArrayList<>();
    if (notes != null) {
      noted.addAll(notes.finish(layout::offset, size));
      noted.addAll(constants);
    }
    return new Code(out.toArray(), size, offsets, noted);
  }

  private static int bound(List<Integer> offsets, Label label) {
    int offset = offsets.get(label.number());
    if (offset == UNBOUND) {
      throw new IllegalStateException("label " + label.number() + " is bound nowhere");
    }
    return offset;
  }

  /// How large gaps are. Jumps begin short and grow where they do not reach, which may put others
  /// out of reach: none shrinks again, so this ends.
  private final class Layout {
    private final int[] sizes = new int[gaps.size()];

    /// The sum of the sizes of the gaps before each.
    private final int[] before = new int[gaps.size() + 1];

    Layout() {
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = gaps.get(i) instanceof Gap.Jump j ? Jumps.least(j.opcode()) : 0;
      }
      boolean grew = true;
      while (grew) {
        place();
        grew = grow();
      }
    }

    private void place() {
      for (int i = 0; i < sizes.length; i++) {
        Gap gap = gaps.get(i);
        if (gap instanceof Gap.Align(int at, int to)) {
          sizes[i] = -(at + before[i]) & (to - 1);
        }
        before[i + 1] = before[i] + sizes[i];
      }
    }

    private boolean grow() {
      boolean grew = false;
      for (int i = 0; i < sizes.length; i++) {
        if (gaps.get(i) instanceof Gap.Jump j && sizes[i] == Jumps.SHORT) {
          int distance = target(j) - (j.at() + before[i + 1]);
          if ((byte) distance != distance) {
            sizes[i] = Jumps.nearSize(j.near());
            grew = true;
          }
        }
      }
      return grew;
    }

    private int target(Gap.Jump jump) {
      Place place = labels.get(jump.target().number());
      if (place.at() == UNBOUND) {
        throw new IllegalStateException("label " + jump.target().number() + " is bound nowhere");
      }
      return offset(place);
    }

    int offset(Place place) {
      return place.at() + before[place.gapsBefore()];
    }

    CodeBuffer write() {
      CodeBuffer out = new CodeBuffer(raw.size() + before[sizes.length]);
      int done = 0;
      for (int i = 0; i < sizes.length; i++) {
        Gap gap = gaps.get(i);
        out.copy(raw, done, gap.at());
        done = gap.at();
        out.ensure(sizes[i]);
        switch (gap) {
          case Gap.Align _ -> Jumps.nops(out, sizes[i]);
          case Gap.Jump j ->
              Jumps.write(out, j.opcode(), sizes[i], target(j) - (j.at() + before[i + 1]));
        }
      }
      out.copy(raw, done, raw.size());
      return out;
    }
  }
}
