package org.tosc.backends.snitch.asm;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.asm.Statement.Order;
import org.tosc.backends.snitch.elf.Symbol.Binding;
import org.tosc.backends.snitch.elf.Symbol.Sort;

/// Says something of symbols.
final class SymbolOrders {
  private static final int MOST_ALIGNMENT = 16;

  private final Pass pass;
  private final Order order;

  SymbolOrders(Pass pass, Order order) {
    this.pass = pass;
    this.order = order;
  }

  /// The name that an argument is; null where it is none, which is told.
  private @Nullable String name(int index) {
    if (index < order.arguments().size()) {
      Argument argument = order.arguments().get(index);
      if (argument instanceof Argument.Plain(Expression.Name(String name, _))) {
        return name;
      }
      if (argument instanceof Argument.Text(String text, _)) {
        return text;
      }
    }
    wrong("a name");
    return null;
  }

  private void wrong(String expected) {
    pass.faults().operand(order.span(), "`%s` takes %s".formatted(order.directive(), expected));
  }

  void bind(Binding binding) {
    for (int i = 0; i < Math.max(order.arguments().size(), 1); i++) {
      String name = name(i);
      if (name != null) {
        pass.marks().bind(name, binding);
      }
    }
  }

  private @Nullable Long number(int index) {
    if (order.arguments().get(index) instanceof Argument.Plain(Expression value)) {
      return pass.evaluator().number(value);
    }
    wrong("a number here");
    return null;
  }

  void common(boolean isLocal) {
    String name = name(0);
    int count = order.arguments().size();
    if (name == null || count < 2 || count > 3) {
      wrong("a name, a size and an alignment");
      return;
    }
    Long size = number(1);
    Long alignment = count == 3 ? number(2) : Long.valueOf(1);
    if (size == null || alignment == null) {
      return;
    }
    if (size < 0
        || size > Integer.MAX_VALUE
        || Long.bitCount(alignment) != 1
        || alignment > 1 << MOST_ALIGNMENT) {
      wrong("a size of up to 31 bits and an alignment that is a power of two");
      return;
    }
    if (isLocal || pass.marks().binding(name, Binding.GLOBAL) == Binding.LOCAL) {
      pass.marks().bind(name, Binding.LOCAL);
      pass.zeros(name, size.intValue(), alignment.intValue(), order.span());
    } else {
      pass.marks()
          .common(name, new Marks.Common(size.intValue(), alignment.intValue(), order.span()));
    }
  }

  void type() {
    String name = name(0);
    if (name == null || order.arguments().size() != 2) {
      wrong("a name and `@function` or `@object`");
      return;
    }
    String type =
        switch (order.arguments().get(1)) {
          case Argument.Kind(String kind, _) -> kind;
          case Argument.Text(String text, _) -> text;
          case Argument.Plain(Expression value) -> value.span().text();
          case Argument.Indexed _ -> "";
        };
    switch (type) {
      case "function", "STT_FUNC" -> pass.marks().type(name, Sort.FUNCTION);
      case "object", "STT_OBJECT" -> pass.marks().type(name, Sort.OBJECT);
      case "notype", "STT_NOTYPE" -> pass.marks().type(name, Sort.NONE);
      default -> wrong("a name and `@function` or `@object`");
    }
  }

  void size() {
    String name = name(0);
    if (name == null || order.arguments().size() != 2) {
      wrong("a name and a size");
      return;
    }
    Long size = number(1);
    if (size != null) {
      pass.marks().size(name, size.intValue());
    }
  }

  void set(boolean isFixed) {
    String name = name(0);
    if (name != null
        && order.arguments().size() == 2
        && order.arguments().get(1) instanceof Argument.Plain(Expression value)) {
      pass.assign(name, value, order.span(), isFixed);
    } else {
      wrong("a name and a value");
    }
  }
}
