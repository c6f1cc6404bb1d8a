package org.tosc.backends.snitch.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.Control;
import org.tosc.backends.snitch.isa.DoubleFloat;
import org.tosc.backends.snitch.isa.FReg;
import org.tosc.backends.snitch.isa.Instruction;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.backends.snitch.isa.SingleFloat;
import org.tosc.backends.snitch.isa.XReg;

/// Writes allocated lines as instructions, with what a function does at its beginning and end, and
/// behind it what it calls.
final class Emission {
  /// The CSR that says which small formats are meant (snitch.md 2.8); both bits for `bf16`.
  private static final int FMODE = 0x800;

  private static final int ALTERNATIVE = 3;

  private final Allocation allocation;
  private final Frame frame;
  private final boolean isAlternative;
  private final Layout layout = new Layout();

  private Emission(Allocation allocation, Frame frame, boolean isAlternative) {
    this.allocation = allocation;
    this.frame = frame;
    this.isAlternative = isAlternative;
  }

  static Frame frame(Allocation allocation, int arrays) {
    TreeSet<Integer> wholes = new TreeSet<>();
    TreeSet<Integer> reals = new TreeSet<>();
    allocation
        .registers()
        .forEach(
            (v, register) -> {
              if (Pool.isSaved(register)) {
                (v.bank() == Bank.FLOAT ? reals : wholes).add(register);
              }
            });
    boolean isUsed =
        arrays + wholes.size() + reals.size() > 0
            || allocation.lines().stream().anyMatch(Emission::usesStack);
    return new Frame(
        isUsed, allocation.spilled(), new ArrayList<>(wholes), new ArrayList<>(reals), arrays);
  }

  private static boolean usesStack(Line line) {
    return line instanceof Line.Call
        || line instanceof Line.ArrayAddress
        || (line instanceof Line.Insn insn && insn.args().contains(Arg.SP));
  }

  /// @param end where the routine returns
  /// @param called what stands behind it, in registers of the machine
  static List<Instruction> emit(
      Allocation allocation, Frame frame, boolean isAlternative, Label end, List<Line> called) {
    Emission emission = new Emission(allocation, frame, isAlternative);
    emission.begin();
    allocation.lines().forEach(emission::line);
    emission.layout.mark(end);
    emission.end();
    called.forEach(emission::line);
    return emission.layout.instructions();
  }

  private void emit(Opcode opcode, int... operands) {
    layout.add(Instruction.of(opcode, operands));
  }

  private void begin() {
    moveStack(-frame.bytes());
    int index = 0;
    for (int register : frame.saved()) {
      emit(Base.SW, register, frame.savedPlace(index++), XReg.SP.number());
    }
    for (int register : frame.savedReals()) {
      emit(DoubleFloat.FSD, register, frame.savedPlace(index++), XReg.SP.number());
    }
    setMode(ALTERNATIVE);
  }

  private void end() {
    setMode(0);
    int index = 0;
    for (int register : frame.saved()) {
      emit(Base.LW, register, frame.savedPlace(index++), XReg.SP.number());
    }
    for (int register : frame.savedReals()) {
      emit(DoubleFloat.FLD, register, frame.savedPlace(index++), XReg.SP.number());
    }
    moveStack(frame.bytes());
    emit(Base.JALR, 0, 0, XReg.RA.number());
  }

  /// What the FPU was given before must be done in the mode before.
  private void setMode(int mode) {
    if (isAlternative) {
      int seen = XReg.T0.number();
      emit(SingleFloat.FMV_X_W, seen, FReg.FT11.number());
      emit(Base.ADDI, seen, seen, 0);
      emit(Control.CSRRWI, 0, FMODE, mode);
    }
  }

  private void moveStack(int bytes) {
    int sp = XReg.SP.number();
    if (bytes << 20 >> 20 == bytes) {
      emit(Base.ADDI, sp, sp, bytes);
    } else {
      number(XReg.T0.number(), bytes);
      emit(Base.ADD, sp, sp, XReg.T0.number());
    }
  }

  private void line(Line line) {
    switch (line) {
      case Line.Insn insn -> insn(insn);
      case Line.Whole(Arg to, int value) -> number(register(to), value);
      case Line.ArrayAddress(Arg to, int offset) ->
          fromStack(register(to), frame.firstArray() + offset);
      case Line.Arrival(Arg.Virtual to, Arg.Fixed from) -> {
        Integer register = allocation.registers().get(to);
        if (register != null && register != from.number()) {
          throw new IllegalStateException("an argument was moved");
        }
      }
      case Line.Incoming(Arg to, int word) -> {
        fromStack(register(to), frame.bytes() + word * Integer.BYTES);
        emit(Base.LW, register(to), 0, register(to));
      }
      case Line.Mark(Label label) -> layout.mark(label);
      case Line.Jump(Label to) -> layout.jump(XReg.ZERO.number(), to);
      case Line.Branch(Base comparison, Arg a, Arg b, Label to) ->
          layout.branch(comparison, register(a), register(b), to);
      case Line.Call(Label to) -> layout.jump(XReg.T6.number(), to);
      case Line.LoopStart _, Line.LoopEnd _ -> {}
    }
  }

  private void insn(Line.Insn insn) {
    Arg from = insn.copied();
    if (from != null && register(from) == register(insn.args().getFirst())) {
      return;
    }
    int[] operands = new int[insn.args().size()];
    for (int i = 0; i < operands.length; i++) {
      operands[i] =
          switch (insn.args().get(i)) {
            case Arg.Immediate(int value) -> value;
            case Arg.Spilled(int slot) -> Frame.spilledPlace(slot);
            case Arg.Virtual v -> register(v);
            case Arg.Fixed f -> f.number();
          };
    }
    emit(insn.opcode(), operands);
  }

  private int register(Arg arg) {
    return switch (arg) {
      case Arg.Virtual v -> Objects.requireNonNull(allocation.registers().get(v));
      case Arg.Fixed f -> f.number();
      case Arg.Immediate _, Arg.Spilled _ ->
          throw new IllegalStateException(arg + " in a register");
    };
  }

  private void number(int to, int value) {
    int low = value << 20 >> 20;
    if (low == value) {
      emit(Base.ADDI, to, 0, value);
      return;
    }
    emit(Base.LUI, to, (value - low) >>> 12);
    if (low != 0) {
      emit(Base.ADDI, to, to, low);
    }
  }

  private void fromStack(int to, int offset) {
    if (offset << 20 >> 20 == offset) {
      emit(Base.ADDI, to, XReg.SP.number(), offset);
    } else {
      number(to, offset);
      emit(Base.ADD, to, to, XReg.SP.number());
    }
  }
}
