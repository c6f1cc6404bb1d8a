package org.tosc.backends.snitch.asm;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.asm.Statement.Order;
import org.tosc.backends.snitch.asm.Value.Address;
import org.tosc.backends.snitch.asm.Value.Difference;
import org.tosc.backends.snitch.asm.Value.Known;

/// Moves on in the current section: alignment and repeated bytes.
final class PlaceOrders {
  private static final int MOST_ALIGNMENT = 16;

  private final Pass pass;
  private final Order order;

  PlaceOrders(Pass pass, Order order) {
    this.pass = pass;
    this.order = order;
  }

  private void wrong(String expected) {
    pass.faults().operand(order.span(), "`%s` takes %s".formatted(order.directive(), expected));
  }

  private @Nullable Long number(int index) {
    if (order.arguments().get(index) instanceof Argument.Plain(Expression value)) {
      return pass.evaluator().number(value);
    }
    wrong("numbers");
    return null;
  }

  /// `.p2align 2`, `.p2align 2, 0, 3`: what is filled in, and how much at most.
  void align(boolean isPower) {
    int count = order.arguments().size();
    if (count < 1 || count > 3) {
      wrong("an alignment, a byte to fill with and a largest number of these");
      return;
    }
    Long first = number(0);
    Argument second = count > 1 ? order.arguments().get(1) : null;
    Long filler = second == null ? null : number(1);
    Long most = count > 2 ? number(2) : Long.valueOf(Long.MAX_VALUE);
    if (first == null || most == null) {
      return;
    }
    boolean fits =
        isPower
            ? first >= 0 && first <= MOST_ALIGNMENT
            : first >= 0 && first <= 1 << MOST_ALIGNMENT && Long.bitCount(first) <= 1;
    if (!fits) {
      wrong(isPower ? "an exponent of two up to 16" : "a power of two up to 65536");
      return;
    }
    int multiple = isPower ? 1 << first : Math.max(1, first.intValue());
    long missing = -pass.current().size() & (multiple - 1);
    if (!pass.hasPlace(order.span(), missing, filler == null || filler == 0)) {
      return;
    }
    new Padding(pass.current()).align(multiple, filler, most);
  }

  /// `.zero 8`, `.space 8, 255`.
  void zeros() {
    pass.mark(order.span());
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
    } else if (pass.hasPlace(order.span(), size, filler == 0)) {
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
  void fill() {
    pass.mark(order.span());
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
    if (pass.hasPlace(order.span(), times * size, word == 0)) {
      repeat(times, word, size);
    }
  }

  void origin() {
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
    } else if (pass.hasPlace(order.span(), place - section.size(), true)) {
      section.skip((int) (place - section.size()));
    }
  }
}
