package org.tosc.backends.x86.code;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tosc.backends.x86.asm.Assembler;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Label;
import org.tosc.backends.x86.asm.MaskOp;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.backends.x86.asm.VectorBits;
import org.tosc.backends.x86.asm.VectorMove;
import org.tosc.backends.x86.asm.VectorShuffle;
import org.tosc.backends.x86.code.Line.First;
import org.tosc.backends.x86.code.Routine.Constant;
import org.tosc.backends.x86.code.Routine.Sequence;
import org.tosc.backends.x86.code.Routine.Sequence.Placed;
import org.tosc.tir.source.Span;

/// A routine while it is written.
final class Draft {
  private final InstructionSet set;
  private final Assembler asm;
  private final Sequence start = new Sequence();
  private final Sequence body = new Sequence();
  private final Map<Virtual, Constant> constants = new HashMap<>();
  private final Map<Splat, Virtual> splats = new HashMap<>();
  private final Map<ByteBuffer, Virtual> vectors = new HashMap<>();
  private final Map<Long, Virtual> masks = new HashMap<>();
  private Sequence at = body;
  private Span span = Span.NONE;
  private final List<Virtual> virtuals = new ArrayList<>();

  /// A number in every lane of a vector.
  ///
  /// @param lane bits of a lane, 32 or 64
  /// @param bits of the vector
  private record Splat(long pattern, int lane, int bits) {
    /// A register of zeros needs no memory.
    boolean isZero() {
      return pattern == 0 && lane == Integer.SIZE;
    }
  }

  Draft(InstructionSet set, Assembler asm) {
    this.set = set;
    this.asm = asm;
  }

  /// The instructions that it is written in.
  InstructionSet set() {
    return set;
  }

  Label label() {
    return asm.label();
  }

  Virtual fresh(Bank bank) {
    Virtual made = new Virtual(virtuals.size(), bank);
    virtuals.add(made);
    return made;
  }

  /// Where lines go.
  Sequence at() {
    return at;
  }

  /// What comes before everything else.
  Sequence start() {
    return start;
  }

  /// Lines go elsewhere while `work` runs.
  void at(Sequence place, Runnable work) {
    Sequence before = at;
    at = place;
    work.run();
    at = before;
  }

  /// Where the next lines come from.
  void from(Span source) {
    span = source;
  }

  void add(Line line) {
    at.add(line, span);
  }

  void write(Opcode opcode, Arg... args) {
    add(insn(opcode, First.WRITTEN, args));
  }

  void change(Opcode opcode, Arg... args) {
    add(insn(opcode, First.CHANGED, args));
  }

  void read(Opcode opcode, Arg... args) {
    add(insn(opcode, First.READ, args));
  }

  private Line.Insn insn(Opcode opcode, First first, Arg... args) {
    return new Line.Insn(set.spelled(opcode), first, List.of(args));
  }

  void move(Virtual to, Virtual from, int bits) {
    if (!to.equals(from)) {
      add(new Line.Move(to, from, bits));
    }
  }

  /// A known number in a register of 64 bits. Writing 32 of them makes the others 0 (Intel SDM
  /// volume 1, 3.4.1.1), and takes fewer bytes.
  void number(Virtual to, long value) {
    boolean isShort = value >= 0 && value <= 0xFFFF_FFFFL;
    write(Base.MOV, new Arg.Reg(to, isShort ? 32 : 64), new Arg.Immediate(value));
  }

  static Arg.Reg general(Virtual v) {
    return new Arg.Reg(v, 64);
  }

  /// The bits of a number in every lane of a vector of some width, made once.
  Virtual splat(int pattern, int bits) {
    return splats.computeIfAbsent(new Splat(pattern, Integer.SIZE, bits), this::make);
  }

  /// The same of 64 bits.
  Virtual wideSplat(long pattern, int bits) {
    return splats.computeIfAbsent(new Splat(pattern, Long.SIZE, bits), this::make);
  }

  private Virtual make(Splat splat) {
    Virtual v = fresh(Bank.VECTOR);
    Arg.Reg to = new Arg.Reg(v, splat.bits());
    int lane = splat.lane();
    Label label = literal(splat);
    Opcode load = lane == Long.SIZE ? VectorShuffle.VPBROADCASTQ : VectorShuffle.VBROADCASTSS;
    Arg.Literal one = new Arg.Literal(label, lane, false);
    Line.Insn make =
        splat.isZero()
            ? insn(VectorBits.VPXORD, First.WRITTEN, to, to, to)
            : insn(load, First.WRITTEN, to, one);
    Arg.Literal whole =
        set.readsOneForAll()
            ? new Arg.Literal(label, lane, true)
            : new Arg.Literal(label, splat.bits(), false);
    return constant(v, new Constant(make, whole, one));
  }

  /// One lane, or all of them for instructions that take no lane for all.
  private Label literal(Splat splat) {
    boolean isWide = splat.lane() == Long.SIZE;
    if (set.readsOneForAll()) {
      return isWide ? asm.literal64(splat.pattern()) : asm.literal32((int) splat.pattern());
    }
    long low = splat.pattern() & 0xFFFF_FFFFL;
    long twice = isWide ? splat.pattern() : low << Integer.SIZE | low;
    ByteBuffer all = ByteBuffer.allocate(splat.bits() / 8).order(ByteOrder.LITTLE_ENDIAN);
    while (all.hasRemaining()) {
      all.putLong(twice);
    }
    return asm.literal(all.array());
  }

  /// Known numbers, one in each lane of 32 bits, made once.
  Virtual lanes(IntStream numbers) {
    int[] all = numbers.toArray();
    ByteBuffer bytes =
        ByteBuffer.allocate(all.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(all);
    return lanes(bytes.array());
  }

  /// A vector that is known, made once.
  Virtual lanes(byte[] bytes) {
    return vectors.computeIfAbsent(ByteBuffer.wrap(bytes), _ -> make(bytes));
  }

  private Virtual make(byte[] bytes) {
    int bits = bytes.length * Byte.SIZE;
    Arg.Literal literal = new Arg.Literal(asm.literal(bytes), bits, false);
    Virtual v = fresh(Bank.VECTOR);
    Line.Insn make = insn(VectorMove.VMOVUPS, First.WRITTEN, new Arg.Reg(v, bits), literal);
    return constant(v, new Constant(make, literal, literal));
  }

  private Virtual constant(Virtual v, Constant constant) {
    constants.put(v, constant);
    start.add(constant.make(), span);
    return v;
  }

  /// The mask of some lanes, made once.
  Virtual mask(long lanes) {
    return masks.computeIfAbsent(
        lanes,
        _ -> {
          Virtual number = fresh(Bank.GENERAL);
          Virtual mask = fresh(Bank.MASK);
          at(
              start,
              () -> {
                write(Base.MOV, new Arg.Reg(number, 32), new Arg.Immediate((int) lanes));
                write(MaskOp.KMOVD, new Arg.Reg(mask, 0), new Arg.Reg(number, 32));
              });
          return mask;
        });
  }

  /// Most scalars become vectors: what makes a constant that nothing reads is left out.
  Routine finish(Label entry, boolean isExported, List<Virtual> params) {
    List<Placed> all = new ArrayList<>();
    start.into(all);
    body.into(all);
    Uses allUses = new Uses(all.size());
    all.forEach(placed -> allUses.add(placed.line()));
    BitSet made = new BitSet();
    constants.keySet().forEach(v -> made.set(v.id()));
    BitSet needless = needless(allUses, made);
    List<Line> lines = new ArrayList<>(all.size());
    List<Span> spans = new ArrayList<>(all.size());
    Uses uses = new Uses(all.size());
    for (int i = 0; i < all.size(); i++) {
      int to = allUses.written(i);
      if (to == Uses.NONE || !needless.get(to)) {
        lines.add(all.get(i).line());
        spans.add(all.get(i).span());
        uses.add(allUses, i);
      }
    }
    return new Routine(set, entry, isExported, params, lines, spans, uses, virtuals, constants);
  }

  /// Those of some constants that nothing reads: nothing writes them but the lines that make them,
  /// which may read them.
  private static BitSet needless(Uses uses, BitSet constants) {
    BitSet needless = (BitSet) constants.clone();
    for (int i = 0; i < uses.lines(); i++) {
      int to = uses.written(i);
      if (to == Uses.NONE || !constants.get(to)) {
        for (int r = uses.begin(i); r < uses.end(i); r++) {
          needless.clear(uses.read(r));
        }
      }
    }
    return needless;
  }
}
