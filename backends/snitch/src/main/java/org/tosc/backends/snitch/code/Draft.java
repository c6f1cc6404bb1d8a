package org.tosc.backends.snitch.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.Instruction;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.backends.snitch.isa.XReg;

/// Instructions as they are written, with the integer registers that hold what: a number that is in
/// a register already is not loaded again.
final class Draft {
  private static final List<XReg> SCRATCH =
      List.of(
          XReg.T0, XReg.T1, XReg.T2, XReg.T3, XReg.T4, XReg.T5, XReg.T6, XReg.A7, XReg.A6, XReg.A5,
          XReg.A4, XReg.A3, XReg.A2, XReg.A1, XReg.A0);

  private final List<Instruction> instructions = new ArrayList<>();
  private final Deque<XReg> free = new ArrayDeque<>();

  /// Registers with numbers in them, the one that was loaded first at the front.
  private final Map<Integer, XReg> numbers = new LinkedHashMap<>();

  /// Numbers that stay where they are.
  private final List<Integer> kept = new ArrayList<>();

  final Clock clock = new Clock();

  /// @param arguments how many of `a0` … hold addresses
  Draft(int arguments) {
    for (XReg register : SCRATCH) {
      boolean isArgument =
          register.number() >= XReg.A0.number() && register.number() < XReg.A0.number() + arguments;
      if (!isArgument) {
        free.add(register);
      }
    }
  }

  List<Instruction> instructions() {
    return instructions;
  }

  /// Where the next instruction will be.
  int place() {
    return instructions.size();
  }

  /// Without a word to the clock.
  void append(Instruction instruction) {
    instructions.add(instruction);
  }

  void emit(Opcode opcode, int... operands) {
    instructions.add(Instruction.of(opcode, operands));
    clock.issue();
  }

  /// A branch to a place before.
  void branch(Opcode opcode, XReg a, XReg b, int place) {
    emit(opcode, a.number(), b.number(), 4 * (place - instructions.size()));
  }

  /// Lets a jump that was written lead to here.
  void jumpFrom(int place) {
    instructions.set(place, Instruction.of(Base.JAL, 0, 4 * (instructions.size() - place)));
  }

  /// A register that the caller may write to.
  XReg take() {
    if (free.isEmpty()) {
      var oldest =
          numbers.entrySet().stream()
              .filter(entry -> !kept.contains(entry.getKey()))
              .findFirst()
              .orElseThrow(NoRegister::new);
      XReg register = oldest.getValue();
      numbers.remove(oldest.getKey());
      return register;
    }
    return free.removeFirst();
  }

  void giveBack(XReg register) {
    free.addFirst(register);
  }

  /// A register with a number in it.
  XReg number(int value) {
    if (value == 0) {
      return XReg.ZERO;
    }
    XReg known = numbers.get(value);
    if (known != null) {
      return known;
    }
    XReg register = take();
    load(register, value);
    numbers.put(value, register);
    return register;
  }

  /// The same, which stays there from now on.
  XReg keep(int value) {
    XReg register = number(value);
    kept.add(value);
    return register;
  }

  /// Lets go of numbers that were kept.
  void release() {
    kept.clear();
  }

  /// Forgets all numbers that are not kept: what is loaded in a loop is not there at its start.
  void enterLoop() {
    numbers
        .entrySet()
        .removeIf(
            entry -> {
              boolean leaves = !kept.contains(entry.getKey());
              if (leaves) {
                free.addLast(entry.getValue());
              }
              return leaves;
            });
  }

  /// Forgets all numbers: what follows is reached from elsewhere.
  void forget() {
    release();
    enterLoop();
  }

  private void load(XReg register, int value) {
    int low = value << 20 >> 20;
    if (low == value) {
      emit(Base.ADDI, register.number(), 0, value);
      return;
    }
    emit(Base.LUI, register.number(), (value - low) >>> 12);
    if (low != 0) {
      emit(Base.ADDI, register.number(), register.number(), low);
    }
  }

  /// Writes `from + distance` to a register.
  void add(XReg to, XReg from, int distance) {
    if (distance << 20 >> 20 == distance) {
      emit(Base.ADDI, to.number(), from.number(), distance);
    } else {
      emit(Base.ADD, to.number(), from.number(), number(distance).number());
    }
  }
}
