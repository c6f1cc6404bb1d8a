package org.tosc.backends.snitch.asm;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.asm.Statement.Operation;
import org.tosc.backends.snitch.asm.Value.Address;
import org.tosc.backends.snitch.asm.Value.Difference;
import org.tosc.backends.snitch.asm.Value.Known;
import org.tosc.backends.snitch.elf.RelocationType;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.Csrs;
import org.tosc.backends.snitch.isa.Instruction;
import org.tosc.backends.snitch.isa.Names;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.backends.snitch.isa.Operand;
import org.tosc.backends.snitch.isa.Part;
import org.tosc.tir.source.Span;

/// One instruction of the tables: reads its operands and writes it.
final class Encoding {
  /// Turns a branch into its opposite (The RISC-V Instruction Set Manual, volume I, 2.5.2).
  private static final int OPPOSITE = 1 << 12;

  private final Pass pass;
  private final Operation operation;
  private final Opcode opcode;
  private final int order;
  private final List<Integer> values = new ArrayList<>();

  /// Where a branch goes that does not reach that far by itself.
  private @Nullable Address far;

  Encoding(Pass pass, Operation operation, Opcode opcode, int order) {
    this.pass = pass;
    this.operation = operation;
    this.opcode = opcode;
    this.order = order;
  }

  void write() {
    if (!read()) {
      pass.current().word(0);
      return;
    }
    int[] operands = values.stream().mapToInt(Integer::intValue).toArray();
    Instruction instruction = Instruction.of(opcode, operands);
    if (far == null) {
      pass.current().word(instruction.word());
    } else {
      pass.current().word(instruction.word() ^ OPPOSITE);
      jump(far);
    }
  }

  /// A branch to a place that is far: its opposite leads around this jump.
  private void jump(Address to) {
    long offset = to.isIn(pass.current().name()) ? to.offset() - pass.current().size() : 0;
    if (!to.isIn(pass.current().name())) {
      pass.relocate(RelocationType.JAL, to);
    } else if (!Operand.J21.takes(offset)) {
      unreachable(operation.span(), offset);
      offset = 0;
    }
    pass.current().word(Instruction.of(Base.JAL, 0, (int) offset).word());
  }

  private boolean read() {
    List<Part> parts = opcode.format().parts();
    List<Argument> arguments = operation.arguments();
    int next = 0;
    for (Part part : parts) {
      boolean isOptional = part == parts.getLast() && opcode.format().hasOptional();
      if (part instanceof Part.Plain(Operand operand) && operand == Operand.ORDER) {
        values.add(order);
      } else if (next < arguments.size()) {
        if (!part(part, arguments.get(next++))) {
          return false;
        }
      } else if (!isOptional) {
        return wrongCount();
      }
    }
    return next == arguments.size() || wrongCount();
  }

  private boolean wrongCount() {
    String syntax = Syntax.of(opcode);
    String takes = syntax.isEmpty() ? "no operands" : "`" + syntax + "`";
    return fault(operation.span(), "`%s` takes %s".formatted(operation.mnemonic(), takes));
  }

  private boolean fault(Span at, String message) {
    pass.faults().operand(at, message);
    return false;
  }

  private boolean part(Part part, Argument argument) {
    return switch (part) {
      case Part.Plain(Operand operand) ->
          argument instanceof Argument.Plain(Expression value)
              ? operand(operand, value)
              : expected(operand, argument.span());
      case Part.Indexed(Operand offset, Operand base) ->
          argument instanceof Argument.Indexed(Expression value, Expression.Name register, _)
              ? operand(offset, value) && operand(base, register)
              : fault(argument.span(), "a displacement and a register are expected: `8(sp)`");
      case Part.Address(Operand base) ->
          argument instanceof Argument.Indexed(Expression value, Expression.Name register, _)
              ? zero(value) && operand(base, register)
              : fault(argument.span(), "a register in parentheses is expected: `(a0)`");
    };
  }

  /// Atomic instructions take no displacement.
  private boolean zero(Expression offset) {
    return (offset instanceof Expression.Whole(long value, _) && value == 0)
        || fault(offset.span(), "a register alone is expected: `(a0)`");
  }

  private boolean expected(Operand operand, Span at) {
    return fault(at, Syntax.meaning(operand) + " is expected, not `" + at.text() + "`");
  }

  private boolean operand(Operand operand, Expression value) {
    String name = value instanceof Expression.Name(String text, _) ? text : "";
    return switch (operand.kind()) {
      case X -> named(operand, value, Names.x(name));
      case F -> named(operand, value, Names.f(name));
      case ROUNDING -> named(operand, value, Names.rounding(name));
      case ACCESSES ->
          named(operand, value, Names.accesses(value instanceof Expression.Whole ? "0" : name));
      case DISPLACEMENT -> target(operand, value);
      case SIGNED, UNSIGNED, COUNT, ORDER -> number(operand, value, name);
    };
  }

  private boolean named(Operand operand, Expression value, OptionalInt number) {
    if (number.isEmpty()) {
      return expected(operand, value.span());
    }
    values.add(number.getAsInt());
    return true;
  }

  private boolean number(Operand operand, Expression value, String name) {
    if (operand == Operand.CSR && Csrs.find(name).isPresent()) {
      values.add(Csrs.find(name).getAsInt());
      return true;
    }
    if (value instanceof Expression.Part part) {
      return part(operand, part);
    }
    boolean isNoCsr = operand == Operand.CSR && !name.isEmpty() && pass.scope().find(name) == null;
    if (isRegister(value) || isNoCsr) {
      return expected(operand, value.span());
    }
    Long number = pass.evaluator().number(value);
    return number != null && add(operand, number, value.span());
  }

  /// Whether a name is one of a register, and not of a label here that has the same.
  private boolean isRegister(Expression value) {
    return value instanceof Expression.Name(String name, _)
        && (Names.x(name).isPresent() || Names.f(name).isPresent())
        && pass.scope().find(name) == null;
  }

  private boolean add(Operand operand, long number, Span at) {
    // Where a register has 32 bits, -1 may be written 0xffffffff.
    boolean isWord = operand.kind() == Operand.Kind.SIGNED && number >>> 32 == 0;
    long wanted = isWord ? (int) number : number;
    if (!operand.takes(wanted)) {
      return fault(
          at,
          "%s is expected, %d … %d, not %d"
              .formatted(Syntax.meaning(operand), operand.min(), operand.max(), number));
    }
    values.add((int) wanted);
    return true;
  }

  /// `%hi(x)` and the like.
  private boolean part(Operand operand, Expression.Part part) {
    Value value = pass.evaluator().value(part.of());
    if (value == null) {
      return false;
    }
    boolean isUpper = part.modifier() == Modifier.HI || part.modifier() == Modifier.PCREL_HI;
    boolean fits = isUpper ? operand == Operand.U20 : operand.kind() == Operand.Kind.SIGNED;
    if (!fits) {
      return fault(part.span(), part.modifier().text() + " does not go with this instruction");
    }
    boolean isStore = operand == Operand.S12;
    switch (value) {
      case Known(long number) -> {
        return constant(part, (int) number);
      }
      case Address address -> {
        return switch (part.modifier()) {
          case HI -> relocated(RelocationType.HI20, address);
          case LO -> relocated(isStore ? RelocationType.LO12_S : RelocationType.LO12_I, address);
          case PCREL_HI -> upper(address);
          case PCREL_LO -> lower(part, address, isStore);
        };
      }
      case Difference _ -> {
        return fault(part.span(), "an address or a number is expected, no difference");
      }
    }
  }

  private boolean constant(Expression.Part part, int number) {
    return switch (part.modifier()) {
      case HI -> values.add(Halves.upper(number));
      case LO -> values.add(Halves.lower(number));
      case PCREL_HI, PCREL_LO ->
          fault(part.span(), part.modifier().text() + " takes a label, no number");
    };
  }

  private boolean relocated(RelocationType type, Address to) {
    pass.relocate(type, to);
    return values.add(0);
  }

  private boolean upper(Address to) {
    pass.addUpperPart(to);
    if (!to.isIn(pass.current().name())) {
      return relocated(RelocationType.PCREL_HI20, to);
    }
    return values.add(Halves.upper((int) to.offset() - pass.current().size()));
  }

  /// The lower part goes with the upper part that stands at the label.
  private boolean lower(Expression.Part part, Address label, boolean isStore) {
    Address meant = pass.upperPart(label);
    if (meant == null) {
      return pass.isFirst()
          ? values.add(0)
          : fault(part.span(), "a label is expected at which `%pcrel_hi` stands");
    }
    if (meant.isIn(label.section())) {
      return values.add(Halves.lower((int) (meant.offset() - label.offset())));
    }
    boolean isNamed = !label.symbol().isEmpty() && label.addend() == 0;
    pass.relocateNamed(
        isStore ? RelocationType.PCREL_LO12_S : RelocationType.PCREL_LO12_I,
        isNamed ? label.symbol() : pass.place(label, part.span()));
    return values.add(0);
  }

  private boolean target(Operand operand, Expression expression) {
    if (isRegister(expression)) {
      return expected(operand, expression.span());
    }
    Value value = pass.evaluator().value(expression);
    if (value == null) {
      return false;
    }
    if (!(value instanceof Address to)) {
      return fault(expression.span(), "a label is expected, or a distance as in `.+8`");
    }
    boolean isBranch = operand == Operand.B13;
    if (!to.isIn(pass.current().name())) {
      if (isBranch && !pass.isFirst()) {
        far = to;
      } else {
        pass.relocate(RelocationType.JAL, to);
      }
      return values.add(isBranch ? 8 : 0);
    }
    long offset = to.offset() - pass.current().size();
    if (isBranch && pass.isLong(operand.takes(offset) || (offset & 1) != 0)) {
      far = to;
      return values.add(8);
    }
    if (!operand.takes(offset)) {
      return unreachable(expression.span(), offset);
    }
    return values.add((int) offset);
  }

  private boolean unreachable(Span at, long offset) {
    pass.faults()
        .symbol(
            at,
            (offset & 1) != 0
                ? "the target is not at an even distance: " + offset + " bytes"
                : "the target is out of reach: " + offset + " bytes");
    return false;
  }
}
