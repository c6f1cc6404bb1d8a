package org.tosc.backends.snitch.asm;

import java.util.List;
import org.jspecify.annotations.Nullable;
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

  void run(Directive directive) {
    pass.mark(order.span());
    switch (directive) {
      case BYTES_1 -> values(1);
      case BYTES_2 -> values(2);
      case BYTES_4 -> values(4);
      case BYTES_8 -> values(8);
      case FLOAT -> order.arguments().forEach(argument -> real(argument, 4));
      case DOUBLE -> order.arguments().forEach(argument -> real(argument, 8));
      case UNSIGNED_LEB -> order.arguments().forEach(argument -> leb(argument, false));
      case SIGNED_LEB -> order.arguments().forEach(argument -> leb(argument, true));
      case ASCII -> texts(false);
      case STRING -> texts(true);
      case ZERO -> zeros();
      case FILL -> fill();
      default -> origin();
    }
  }

  private void wrong(String expected) {
    pass.faults().operand(order.span(), "`%s` takes %s".formatted(order.directive(), expected));
  }

  /// Whether there is place for so many bytes; where there is none, that is told.
  private boolean hasPlace(long count, boolean areZeros) {
    SectionBuffer section = pass.current();
    if (!section.hasBytes() && !areZeros) {
      pass.faults().operand(order.span(), "`" + section.name() + "` holds zeros only");
      return false;
    }
    if (section.isFull(count)) {
      pass.faults()
          .operand(order.span(), "the section would be too long with " + count + " bytes more");
      return false;
    }
    return true;
  }

  private @Nullable Long number(int index) {
    if (order.arguments().get(index) instanceof Argument.Plain(Expression value)) {
      return pass.evaluator().number(value);
    }
    wrong("numbers");
    return null;
  }

  private void values(int bytes) {
    for (Argument argument : order.arguments()) {
      if (!(argument instanceof Argument.Plain(Expression expression))) {
        wrong("numbers and places");
        return;
      }
      Value value = pass.evaluator().value(expression);
      if (value != null) {
        value(value, bytes, expression.span());
      } else if (hasPlace(bytes, true)) {
        pass.current().skip(bytes);
      }
    }
  }

  private void value(Value value, int bytes, Span at) {
    boolean isZero = value instanceof Known(long number) && number == 0;
    if (!hasPlace(bytes, isZero)) {
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
    pass.relocate(subtract, right);
  }

  private void real(Argument argument, int bytes) {
    String text = argument instanceof Argument.Plain(Expression value) ? Reals.text(value) : null;
    if (text == null) {
      pass.faults()
          .operand(argument.span(), "a number is expected, as `1.5`, `2e-3`, `inf` or `nan`");
    } else {
      long bits = Reals.bits(text, bytes);
      if (hasPlace(bytes, bits == 0)) {
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
      if (!hasPlace(1, false)) {
        return;
      }
      pass.current().put(isLast ? seven : seven | 0x80, 1);
    } while (!isLast);
  }

  private void texts(boolean withEnd) {
    for (Argument argument : order.arguments()) {
      if (!(argument instanceof Argument.Text(String bytes, _))) {
        wrong("strings");
        return;
      }
      String all = withEnd ? bytes + "\0" : bytes;
      if (!hasPlace(all.length(), false)) {
        return;
      }
      all.chars().forEach(c -> pass.current().put(c, 1));
    }
  }

  /// `.zero 8`, `.space 8, 255`.
  private void zeros() {
    int count = order.arguments().size();
    if (count < 1 || count > 2) {
      wrong("a number of bytes and what they are");
      return;
    }
    Long size = number(0);
    Long filler = count == 2 ? number(1) : Long.valueOf(0);
    if (size == null || filler == null) {
      return;
    }
    if (size < 0) {
      wrong("a number of bytes that is not negative");
    } else if (hasPlace(size, filler == 0)) {
      repeat(size, filler, 1);
    }
  }

  private void repeat(long times, long value, int bytes) {
    if (value == 0) {
      pass.current().skip(Math.toIntExact(times * bytes));
      return;
    }
    for (long i = 0; i < times; i++) {
      pass.current().put(value, bytes);
    }
  }

  /// `.fill times, bytes, value`: of more than four bytes the upper ones are zero.
  private void fill() {
    int count = order.arguments().size();
    if (count < 1 || count > 3) {
      wrong("how many times, how many bytes and what they are");
      return;
    }
    Long times = number(0);
    Long bytes = count > 1 ? number(1) : Long.valueOf(1);
    Long value = count > 2 ? number(2) : Long.valueOf(0);
    if (times == null || bytes == null || value == null) {
      return;
    }
    if (times < 0 || times > Integer.MAX_VALUE || bytes < 0) {
      wrong("numbers that are not negative");
      return;
    }
    int size = (int) Math.min(bytes, 8);
    long word = size > 4 ? value & 0xffff_ffffL : value;
    if (hasPlace(times * size, word == 0)) {
      repeat(times, word, size);
    }
  }

  private void origin() {
    List<Argument> arguments = order.arguments();
    if (arguments.size() != 1 || !(arguments.getFirst() instanceof Argument.Plain(Expression to))) {
      wrong("a place in the section");
      return;
    }
    Value value = pass.evaluator().value(to);
    SectionBuffer section = pass.current();
    long place =
        switch (value) {
          case Known(long number) -> number;
          case Address a when a.isIn(section.name()) -> a.offset();
          case Address _, Difference _ -> -1;
          case null -> section.size();
        };
    if (place < section.size()) {
      wrong("a place further down in the section");
    } else if (hasPlace(place - section.size(), true)) {
      section.skip((int) (place - section.size()));
    }
  }
}
