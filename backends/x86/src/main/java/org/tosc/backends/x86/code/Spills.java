package org.tosc.backends.x86.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.MaskOp;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.backends.x86.asm.VectorMove;
import org.tosc.backends.x86.code.Line.First;
import org.tosc.tir.source.Span;

/// Rewrites a routine for registers that are in the frame: instructions take them from memory where
/// they can, otherwise through registers of their own, which are short-lived. Constants are not
/// kept but made again.
final class Spills {
  private final Routine routine;
  private final BitSet spilled;
  private final int[] slots;
  private final List<Line> lines = new ArrayList<>();
  private final List<Span> spans = new ArrayList<>();
  private final Uses uses;
  private final List<Virtual> virtuals;

  private Spills(Routine routine, BitSet spilled, int[] slots) {
    this.routine = routine;
    this.spilled = spilled;
    this.slots = slots;
    this.uses = new Uses(routine.uses().lines() * 5 / 4);
    this.virtuals = new ArrayList<>(routine.virtuals());
  }

  /// @param spilled numbers of virtual registers
  /// @param inFrame what has a place in the frame; gets those that need one now
  static Routine rewrite(Routine routine, BitSet spilled, List<Virtual> inFrame) {
    int[] slots = new int[routine.virtuals().size()];
    Arrays.fill(slots, Allocation.NONE);
    for (int v = spilled.nextSetBit(0); v >= 0; v = spilled.nextSetBit(v + 1)) {
      Virtual virtual = routine.virtuals().get(v);
      if (!routine.constants().containsKey(virtual)) {
        slots[v] = inFrame.size();
        inFrame.add(virtual);
      }
    }
    Spills spills = new Spills(routine, spilled, slots);
    for (int i = 0; i < routine.lines().size(); i++) {
      spills.line(i);
    }
    return routine.with(spills.lines, spills.spans, spills.uses, spills.virtuals);
  }

  /// Most lines stay as they are.
  private void line(int i) {
    Line line = routine.lines().get(i);
    Span span = routine.spans().get(i);
    if (!usesSpilled(i)) {
      lines.add(line);
      spans.add(span);
      uses.add(routine.uses(), i);
      return;
    }
    line(line);
    while (spans.size() < lines.size()) {
      uses.add(lines.get(spans.size()));
      spans.add(span);
    }
  }

  private boolean usesSpilled(int i) {
    Uses all = routine.uses();
    for (int r = all.begin(i); r < all.end(i); r++) {
      if (spilled.get(all.read(r))) {
        return true;
      }
    }
    return all.written(i) != Uses.NONE && spilled.get(all.written(i));
  }

  private boolean isSpilled(Virtual v) {
    return spilled.get(v.id());
  }

  private void line(Line line) {
    switch (line) {
      case Line.Insn insn -> insn(insn);
      case Line.Move move -> move(move);
      case Line.Bind _, Line.Jump _, Line.LoopStart _, Line.LoopEnd _, Line.Call _, Line.Divide _ ->
          lines.add(line);
    }
  }

  private void move(Line.Move move) {
    if (isSpilled(move.to())) {
      Virtual from = read(move.from(), move.bits());
      lines.add(store(move.to(), from, move.bits()));
    } else if (isSpilled(move.from())) {
      load(move.to(), move.from(), move.bits());
    } else {
      lines.add(move);
    }
  }

  private void insn(Line.Insn insn) {
    Virtual stored = stored(insn);
    if (stored != null && routine.constants().containsKey(stored)) {
      return;
    }
    List<Arg> args = new ArrayList<>(insn.args());
    Line store = null;
    for (int i = 0; i < args.size(); i++) {
      Arg arg = args.get(i);
      boolean isResult = i == 0 && insn.first() != First.READ;
      if (isResult && stored != null) {
        Virtual own = fresh(stored.bank());
        int bits = bits(arg);
        boolean reads = insn.first() == First.CHANGED || merges(arg);
        if (reads) {
          load(own, stored, bits);
        }
        args.set(0, renamed(inside(arg), own));
        store = store(stored, own, bits);
      } else if (isResult) {
        args.set(0, inside(arg));
      } else {
        args.set(i, operand(insn.opcode(), args, i));
      }
    }
    lines.add(new Line.Insn(insn.opcode(), insn.first(), args));
    if (store != null) {
      lines.add(store);
    }
  }

  /// The register that an instruction writes if that is spilled.
  private @Nullable Virtual stored(Line.Insn insn) {
    Virtual written = insn.writes();
    return written != null && isSpilled(written) ? written : null;
  }

  private static boolean merges(Arg arg) {
    return arg instanceof Arg.Under u && u.outside() == Arg.Outside.KEPT;
  }

  private static int bits(Arg arg) {
    return switch (arg) {
      case Arg.Reg(_, int bits) -> bits;
      case Arg.Under(Arg.Reg to, _, _) -> to.bits();
      case Arg.Address a -> a.bits();
      case Arg.Literal l -> l.bits();
      case Arg.Spilled s -> s.bits();
      case Arg.UnderAt(Arg.Address to, _) -> to.bits();
      case Arg.Immediate _ -> 64;
    };
  }

  private static Arg renamed(Arg arg, Virtual own) {
    return switch (arg) {
      case Arg.Reg(_, int bits) -> new Arg.Reg(own, bits);
      case Arg.Under(Arg.Reg to, Virtual mask, Arg.Outside outside) ->
          new Arg.Under(new Arg.Reg(own, to.bits()), mask, outside);
      case Arg.Address _, Arg.Literal _, Arg.Spilled _, Arg.UnderAt _, Arg.Immediate _ -> arg;
    };
  }

  /// An operand that is read.
  private Arg operand(Opcode opcode, List<Arg> args, int i) {
    Arg arg = args.get(i);
    if (arg instanceof Arg.Reg(Virtual v, int bits) && isSpilled(v)) {
      Routine.Constant constant = routine.constants().get(v);
      InMemory inMemory = new InMemory(routine.set(), opcode, args, i);
      Arg memory =
          constant != null
              ? inMemory.constant(constant)
              : inMemory.operand(new Arg.Spilled(slot(v), bits));
      return memory != null ? memory : new Arg.Reg(read(v, bits), bits);
    }
    return inside(arg);
  }

  private int slot(Virtual v) {
    if (slots[v.id()] == Allocation.NONE) {
      throw new IllegalStateException(v + " has no place in the frame");
    }
    return slots[v.id()];
  }

  /// The registers inside an operand.
  private Arg inside(Arg arg) {
    return switch (arg) {
      case Arg.Address a -> address(a);
      case Arg.UnderAt(Arg.Address to, Virtual mask) -> new Arg.UnderAt(address(to), read(mask, 0));
      case Arg.Under(Arg.Reg to, Virtual mask, Arg.Outside outside) ->
          new Arg.Under(to, read(mask, 0), outside);
      case Arg.Reg _, Arg.Literal _, Arg.Spilled _, Arg.Immediate _ -> arg;
    };
  }

  private Arg.Address address(Arg.Address a) {
    return new Arg.Address(
        a.base() == null ? null : read(a.base(), 64),
        a.index() == null ? null : read(a.index(), 64),
        a.scale(),
        a.displacement(),
        a.bits(),
        a.isBroadcast());
  }

  private Virtual read(Virtual v, int bits) {
    if (!isSpilled(v)) {
      return v;
    }
    Virtual own = fresh(v.bank());
    load(own, v, bits);
    return own;
  }

  private Virtual fresh(Bank bank) {
    Virtual own = new Virtual(virtuals.size(), bank);
    virtuals.add(own);
    return own;
  }

  private void load(Virtual to, Virtual v, int bits) {
    Routine.@Nullable Constant constant = routine.constants().get(v);
    if (constant != null) {
      List<Arg> args = new ArrayList<>();
      constant.make().args().forEach(a -> args.add(bits(a) == 0 ? a : renamedIf(a, v, to)));
      lines.add(new Line.Insn(constant.make().opcode(), First.WRITTEN, args));
    } else {
      lines.add(
          new Line.Insn(
              mover(v.bank()),
              First.WRITTEN,
              List.of(new Arg.Reg(to, width(v.bank(), bits)), memory(v, bits))));
    }
  }

  private static Arg renamedIf(Arg arg, Virtual v, Virtual to) {
    return arg instanceof Arg.Reg(Virtual r, int bits) && r.equals(v) ? new Arg.Reg(to, bits) : arg;
  }

  private Line store(Virtual v, Virtual from, int bits) {
    return new Line.Insn(
        mover(v.bank()),
        First.READ,
        List.of(memory(v, bits), new Arg.Reg(from, width(v.bank(), bits))));
  }

  private Arg memory(Virtual v, int bits) {
    return new Arg.Spilled(slot(v), v.bank() == Bank.VECTOR ? bits : 64);
  }

  private static int width(Bank bank, int bits) {
    return bank == Bank.GENERAL ? 64 : bits;
  }

  private static Opcode mover(Bank bank) {
    return switch (bank) {
      case GENERAL -> Base.MOV;
      case VECTOR -> VectorMove.VMOVUPS;
      case MASK -> MaskOp.KMOVQ;
    };
  }
}
