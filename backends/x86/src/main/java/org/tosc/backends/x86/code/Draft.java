package org.tosc.backends.x86.code;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Assembler asm;
  private final Sequence start = new Sequence();
  private final Sequence body = new Sequence();
  private final Map<Virtual, Constant> constants = new HashMap<>();
  private final Map<Splat, Virtual> splats = new HashMap<>();
  private final Map<ByteBuffer, Virtual> vectors = new HashMap<>();
  private final Map<Long, Virtual> masks = new HashMap<>();
  private Sequence at = body;
  private Span span = Span.NONE;
  private int virtuals;

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

  Draft(Assembler asm) {
    this.asm = asm;
  }

  Label label() {
    return asm.label();
  }

  Virtual fresh(Bank bank) {
    return new Virtual(virtuals++, bank);
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
    add(new Line.Insn(opcode, First.WRITTEN, List.of(args)));
  }

  void change(Opcode opcode, Arg... args) {
    add(new Line.Insn(opcode, First.CHANGED, List.of(args)));
  }

  void read(Opcode opcode, Arg... args) {
    add(new Line.Insn(opcode, First.READ, List.of(args)));
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
    boolean isWide = lane == Long.SIZE;
    Label label = isWide ? asm.literal64(splat.pattern()) : asm.literal32((int) splat.pattern());
    Opcode load = isWide ? VectorShuffle.VPBROADCASTQ : VectorShuffle.VBROADCASTSS;
    Line.Insn make =
        splat.isZero()
            ? new Line.Insn(VectorBits.VPXORD, First.WRITTEN, List.of(to, to, to))
            : new Line.Insn(load, First.WRITTEN, List.of(to, new Arg.Literal(label, lane, false)));
    constants.put(v, new Constant(make, new Arg.Literal(label, lane, true)));
    start.add(make, span);
    return v;
  }

  /// A vector that is known, made once.
  Virtual lanes(byte[] bytes) {
    return vectors.computeIfAbsent(
        ByteBuffer.wrap(bytes),
        _ -> {
          Virtual v = fresh(Bank.VECTOR);
          int bits = bytes.length * Byte.SIZE;
          Arg.Literal literal = new Arg.Literal(asm.literal(bytes), bits, false);
          Line.Insn make =
              new Line.Insn(
                  VectorMove.VMOVUPS, First.WRITTEN, List.of(new Arg.Reg(v, bits), literal));
          constants.put(v, new Constant(make, literal));
          start.add(make, span);
          return v;
        });
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

  Routine finish(Label entry, boolean isExported, List<Virtual> params) {
    List<Placed> lines = new ArrayList<>();
    start.into(lines);
    body.into(lines);
    Set<Virtual> read = new HashSet<>();
    lines.stream()
        .map(Placed::line)
        .filter(line -> !isConstant(line))
        .forEach(line -> line.reads(read::add));
    lines.removeIf(placed -> isNeedless(placed.line(), read));
    return new Routine(
        entry,
        isExported,
        params,
        lines.stream().map(Placed::line).toList(),
        lines.stream().map(Placed::span).toList(),
        virtuals,
        constants);
  }

  /// Whether a line makes a constant that nothing reads: most scalars become vectors.
  private boolean isNeedless(Line line, Set<Virtual> read) {
    return isConstant(line) && !read.contains(line.writes());
  }

  private boolean isConstant(Line line) {
    Virtual made = line.writes();
    Constant constant = made == null ? null : constants.get(made);
    return constant != null && constant.make().equals(line);
  }
}
