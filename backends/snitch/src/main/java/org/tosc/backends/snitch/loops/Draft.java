package org.tosc.backends.snitch.loops;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.DoubleFloat;
import org.tosc.backends.snitch.isa.Opcode;

/// Lines as they are written. At a place that was left open more can be put in front of what has
/// been written since.
final class Draft {
  private final List<Arg.Virtual> virtuals = new ArrayList<>();
  private final Place all = new Place();
  private Place now = all;

  /// Lines one after the other, among them other places.
  static final class Place {
    private final List<Object> parts = new ArrayList<>();

    private void into(List<Line> lines) {
      for (Object part : parts) {
        if (part instanceof Place inner) {
          inner.into(lines);
        } else {
          lines.add((Line) part);
        }
      }
    }
  }

  List<Arg.Virtual> virtuals() {
    return virtuals;
  }

  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    all.into(lines);
    return lines;
  }

  Arg.Virtual fresh(Bank bank) {
    Arg.Virtual virtual = new Arg.Virtual(virtuals.size(), bank);
    virtuals.add(virtual);
    return virtual;
  }

  void add(Line line) {
    now.parts.add(line);
  }

  /// A place for lines that come later.
  Place place() {
    Place inner = new Place();
    now.parts.add(inner);
    return inner;
  }

  /// Writes at a place.
  void at(Place place, Runnable lines) {
    Place before = now;
    now = place;
    lines.run();
    now = before;
  }

  void emit(Opcode opcode, Arg... args) {
    add(new Line.Insn(opcode, List.of(args)));
  }

  /// An instruction with a new register for its result.
  Arg.Virtual whole(Opcode opcode, Arg... operands) {
    return made(Bank.INTEGER, opcode, operands);
  }

  /// An instruction with a new register for its result.
  Arg.Virtual real(Opcode opcode, Arg... operands) {
    return made(Bank.FLOAT, opcode, operands);
  }

  private Arg.Virtual made(Bank bank, Opcode opcode, Arg... operands) {
    Arg.Virtual to = fresh(bank);
    List<Arg> args = new ArrayList<>();
    args.add(to);
    args.addAll(List.of(operands));
    add(new Line.Insn(opcode, args));
    return to;
  }

  void copy(Arg to, Arg from) {
    boolean isFloat =
        switch (to) {
          case Arg.Virtual v -> v.bank() == Bank.FLOAT;
          case Arg.Fixed f -> f.bank() == Bank.FLOAT;
          case Arg.Immediate _, Arg.Spilled _ -> throw new IllegalArgumentException("to " + to);
        };
    if (isFloat) {
      emit(DoubleFloat.FSGNJ_D, to, from, from);
    } else {
      emit(Base.ADDI, to, from, Arg.number(0));
    }
  }

  void branch(Base comparison, Arg a, Arg b, Label to) {
    add(new Line.Branch(comparison, a, b, to));
  }

  void mark(Label label) {
    add(new Line.Mark(label));
  }

  void jump(Label to) {
    add(new Line.Jump(to));
  }
}
