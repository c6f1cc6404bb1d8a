package org.tosc.backends.snitch.asm;

import org.tosc.backends.snitch.asm.Statement.Order;
import org.tosc.backends.snitch.asm.Value.Address;
import org.tosc.backends.snitch.asm.Value.Difference;
import org.tosc.backends.snitch.asm.Value.Known;
import org.tosc.backends.snitch.elf.RelocationType;
import org.tosc.tir.source.Span;

/// Writes data into the current section.
final class DataOrders {
  private final Pass pass;
  private final Order order;

  DataOrders(Pass pass, Order order) {
    this.pass = pass;
    this.order = order;
  }

  private void wrong(String expected) {
    pass.faults().operand(order.span(), "`%s` takes %s".formatted(order.directive(), expected));
  }

  void values(int bytes) {
    pass.mark(order.span());
    for (Argument argument : order.arguments()) {
      if (!(argument instanceof Argument.Plain(Expression expression))) {
        wrong("numbers and places");
        return;
      }
      Value value = pass.evaluator().value(expression);
      if (value != null) {
        value(value, bytes, expression.span());
      } else if (pass.hasPlace(order.span(), bytes, true)) {
        pass.current().skip(bytes);
      }
    }
  }

  private void value(Value value, int bytes, Span at) {
    boolean isZero = value instanceof Known(long number) && number == 0;
    if (!pass.hasPlace(order.span(), bytes, isZero)) {
      return;
    }
    long written = 0;
    switch (value) {
      case Known(long number) -> {
        if (!fits(number, bytes)) {
          pass.faults().operand(at, number + " does not fit in " + bytes * 8 + " bits");
        }
        written = number;
      }
      case Address address -> address(address, bytes, at);
      case Difference(Address left, Address right) -> difference(left, right, bytes, at);
    }
    if (isZero) {
      pass.current().skip(bytes);
    } else {
      pass.current().put(written, bytes);
    }
  }

  private static boolean fits(long number, int bytes) {
    int bits = bytes * 8;
    return bits == 64 || (number >= -(1L << (bits - 1)) && number < 1L << bits);
  }

  private void address(Address address, int bytes, Span at) {
    if (bytes == 4) {
      pass.relocate(RelocationType.WORD, address);
    } else {
      pass.faults().operand(at, "an address has 32 bits: `.word`");
    }
  }

  /// The linker adds one address and subtracts the other (RISC-V ABIs Specification, "Relocation
  /// types").
  private void difference(Address left, Address right, int bytes, Span at) {
    switch (bytes) {
      case 1 -> relocate(RelocationType.ADD8, left, RelocationType.SUB8, right);
      case 2 -> relocate(RelocationType.ADD16, left, RelocationType.SUB16, right);
      case 4 -> relocate(RelocationType.ADD32, left, RelocationType.SUB32, right);
      default -> pass.faults().operand(at, "a difference of addresses has 32 bits: `.word`");
    }
  }

  private void relocate(RelocationType add, Address left, RelocationType subtract, Address right) {
    pass.relocate(add, left);
    if (right.section() == null || !right.isOwn()) {
      pass.relocate(subtract, right);
    } else {
      // GNU ld 2.40 subtracts the symbol and adds the addend, so there may be none.
      pass.relocateNamed(subtract, pass.place(right, order.span()));
    }
  }

  void reals(int bytes) {
    pass.mark(order.span());
    order.arguments().forEach(argument -> real(argument, bytes));
  }

  void lebs(boolean areSigned) {
    pass.mark(order.span());
    order.arguments().forEach(argument -> leb(argument, areSigned));
  }

  private void real(Argument argument, int bytes) {
    String text = argument instanceof Argument.Plain(Expression value) ? Reals.text(value) : null;
    if (text == null) {
      pass.faults()
          .operand(argument.span(), "a number is expected, as `1.5`, `2e-3`, `inf` or `nan`");
    } else {
      long bits = Reals.bits(text, bytes);
      if (pass.hasPlace(order.span(), bytes, bits == 0)) {
        if (bits == 0) {
          pass.current().skip(bytes);
        } else {
          pass.current().put(bits, bytes);
        }
      }
    }
  }

  /// A number of any length, seven bits in each byte (DWARF version 5, 7.6).
  private void leb(Argument argument, boolean isSigned) {
    Long number =
        argument instanceof Argument.Plain(Expression value)
            ? pass.evaluator().number(value)
            : null;
    long rest = number == null ? 0 : number;
    boolean isLast;
    do {
      int seven = (int) rest & 0x7f;
      rest = isSigned ? rest >> 7 : rest >>> 7;
      isLast = isSigned ? rest == ((seven & 0x40) != 0 ? -1 : 0) : rest == 0;
      if (!pass.hasPlace(order.span(), 1, false)) {
        return;
      }
      pass.current().put(isLast ? seven : seven | 0x80, 1);
    } while (!isLast);
  }

  void texts(boolean withEnd) {
    pass.mark(order.span());
    for (Argument argument : order.arguments()) {
      if (!(argument instanceof Argument.Text(String bytes, _))) {
        wrong("strings");
        return;
      }
      String all = withEnd ? bytes + "\0" : bytes;
      if (!pass.hasPlace(order.span(), all.length(), false)) {
        return;
      }
      all.chars().forEach(c -> pass.current().put(c, 1));
    }
  }
}
