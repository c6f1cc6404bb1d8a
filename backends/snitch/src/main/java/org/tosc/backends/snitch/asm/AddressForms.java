package org.tosc.backends.snitch.asm;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.asm.Statement.Operation;
import org.tosc.backends.snitch.asm.Value.Address;
import org.tosc.backends.snitch.asm.Value.Difference;
import org.tosc.backends.snitch.asm.Value.Known;
import org.tosc.backends.snitch.elf.RelocationType;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.Instruction;
import org.tosc.backends.snitch.isa.Names;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.backends.snitch.isa.Opcodes;
import org.tosc.backends.snitch.isa.Operand;
import org.tosc.backends.snitch.isa.Part;
import org.tosc.backends.snitch.isa.XReg;

/// Pseudo-instructions whose number of instructions depends on a value: `li`, `la`, `call`, `tail`,
/// `jump`, and loads and stores of symbols (RISC-V Assembly Programmer's Manual, "A listing of
/// standard RISC-V pseudoinstructions").
final class AddressForms {
  static final Set<String> NAMES = Set.of("li", "la", "lla", "call", "tail", "jump");

  private static final Set<String> ADDRESSES = Set.of("la", "lla");

  private final Pass pass;
  private final Operation operation;

  AddressForms(Pass pass, Operation operation) {
    this.pass = pass;
    this.operation = operation;
  }

  /// Whether it was one, and is written.
  boolean run() {
    int count = operation.arguments().size();
    switch (operation.mnemonic()) {
      case "li" -> twoOperands(count, this::constant);
      case "la", "lla" -> twoOperands(count, this::address);
      case "call" -> call(count, XReg.RA.number());
      case "tail" -> jump(count == 1, XReg.T1.number());
      case "jump" -> jump(count == 2, register(1));
      default -> {
        return access(count);
      }
    }
    return true;
  }

  private void twoOperands(int count, ObjIntConsumer<Expression> write) {
    int to = register(0);
    Expression value = plain(1);
    if (count != 2 || to < 0 || value == null) {
      String second = ADDRESSES.contains(operation.mnemonic()) ? "label" : "imm";
      usage("`rd, " + second + "`");
    } else {
      write.accept(value, to);
    }
  }

  private void usage(String operands) {
    pass.faults()
        .operand(operation.span(), "`%s` takes %s".formatted(operation.mnemonic(), operands));
    pass.current().skip(8);
  }

  /// The number of an integer register; negative where the operand is none.
  private int register(int index) {
    OptionalInt number =
        plain(index) instanceof Expression.Name(String name, _)
            ? Names.x(name)
            : OptionalInt.empty();
    return number.orElse(-1);
  }

  private @Nullable Expression plain(int index) {
    List<Argument> arguments = operation.arguments();
    return index >= 0
            && index < arguments.size()
            && arguments.get(index) instanceof Argument.Plain(Expression value)
        ? value
        : null;
  }

  private void constant(Expression expression, int to) {
    Long value = pass.evaluator().number(expression);
    if (value == null) {
      pass.current().skip(8);
    } else if (value < Integer.MIN_VALUE || value > 0xffff_ffffL) {
      pass.faults().operand(expression.span(), value + " does not fit in 32 bits");
      pass.current().skip(8);
    } else {
      load(value.intValue(), to);
    }
  }

  private void load(int value, int to) {
    int upper = Halves.upper(value);
    int lower = Halves.lower(value);
    if (upper != 0) {
      write(Base.LUI, to, upper);
    }
    if (lower != 0 || upper == 0) {
      write(Base.ADDI, to, upper == 0 ? 0 : to, lower);
    }
  }

  private void write(Opcode opcode, int... operands) {
    pass.current().word(Instruction.of(opcode, operands).word());
  }

  private void address(Expression expression, int to) {
    Value value = pass.evaluator().value(expression);
    switch (value) {
      case null -> pass.current().skip(8);
      case Known(long number) -> load((int) number, to);
      case Address address ->
          write(Base.ADDI, to, to, lower(address, to, RelocationType.PCREL_LO12_I));
      case Difference _ -> {
        pass.faults().operand(expression.span(), "an address is expected, no difference");
        pass.current().skip(8);
      }
    }
  }

  /// Writes the upper part of an address; the lower part, or 0 where the linker fills it in.
  private int lower(Address to, int register, RelocationType type) {
    if (to.isIn(pass.current().name())) {
      int offset = (int) to.offset() - pass.current().size();
      write(Base.AUIPC, register, Halves.upper(offset));
      return Halves.lower(offset);
    }
    String label = pass.place(operation.span());
    pass.relocate(RelocationType.PCREL_HI20, to);
    write(Base.AUIPC, register, 0);
    pass.relocateNamed(type, label);
    return 0;
  }

  /// `call f`, `call t0, f`, `call f@plt`.
  private void call(int count, int link) {
    int to = count == 2 ? register(0) : link;
    Expression symbol = plain(count - 1);
    if (count < 1 || count > 2 || to < 0 || symbol == null) {
      usage("`label` or `rd, label`");
    } else {
      far(symbol, to, to);
    }
  }

  private void jump(boolean isRight, int through) {
    Expression symbol = plain(0);
    if (!isRight || through < 0 || symbol == null) {
      usage(operation.mnemonic().equals("tail") ? "`label`" : "`label, rt`");
    } else {
      far(symbol, XReg.ZERO.number(), through);
    }
  }

  private void far(Expression symbol, int link, int through) {
    Value value = pass.evaluator().value(symbol);
    if (!(value instanceof Address to)) {
      if (value != null) {
        pass.faults().operand(symbol.span(), "a label is expected");
      }
      pass.current().skip(8);
      return;
    }
    int offset = 0;
    if (to.isIn(pass.current().name())) {
      offset = (int) to.offset() - pass.current().size();
    } else {
      pass.relocate(RelocationType.CALL, to);
    }
    write(Base.AUIPC, through, Halves.upper(offset));
    write(Base.JALR, link, Halves.lower(offset), through);
  }

  /// `lw a0, symbol`, `sw a0, symbol, t0`, `fld fa0, symbol, t0`: whether it is one.
  private boolean access(int count) {
    Opcode opcode = Opcodes.find(operation.mnemonic()).orElse(null);
    Expression symbol = plain(1);
    if (opcode == null || opcode == Base.JALR || symbol == null || (count != 2 && count != 3)) {
      return false;
    }
    List<Part> parts = opcode.format().parts();
    if (parts.size() != 2
        || !(parts.get(0) instanceof Part.Plain(Operand data))
        || !(parts.get(1) instanceof Part.Indexed(Operand offset, _))) {
      return false;
    }
    String name = plain(0) instanceof Expression.Name(String text, _) ? text : "";
    OptionalInt moved = data.kind() == Operand.Kind.X ? Names.x(name) : Names.f(name);
    boolean isIntegerLoad = data == Operand.XD;
    int through = count == 3 ? register(2) : isIntegerLoad ? moved.orElse(-1) : -1;
    if (moved.isEmpty() || through < 0) {
      usage(isIntegerLoad ? "`rd, imm(rs1)` or `rd, label`" : "`r, imm(rs1)` or `r, label, rt`");
      return true;
    }
    boolean isStore = offset == Operand.S12;
    accessed(opcode, moved.getAsInt(), symbol, through, isStore);
    return true;
  }

  private void accessed(Opcode opcode, int data, Expression symbol, int through, boolean isStore) {
    Value value = pass.evaluator().value(symbol);
    switch (value) {
      case null -> pass.current().skip(8);
      case Address to -> {
        RelocationType type = isStore ? RelocationType.PCREL_LO12_S : RelocationType.PCREL_LO12_I;
        write(opcode, data, lower(to, through, type), through);
      }
      case Known _ -> {
        pass.faults()
            .operand(
                symbol.span(), "a label is expected, or a displacement and a register: `8(sp)`");
        pass.current().skip(8);
      }
      case Difference _ -> {
        pass.faults().operand(symbol.span(), "an address is expected, no difference");
        pass.current().skip(8);
      }
    }
  }
}
