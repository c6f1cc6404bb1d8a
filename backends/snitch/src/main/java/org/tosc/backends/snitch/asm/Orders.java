package org.tosc.backends.snitch.asm;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.asm.Statement.Order;
import org.tosc.backends.snitch.elf.Symbol.Binding;
import org.tosc.backends.snitch.elf.Symbol.Sort;

/// Does what directives say, but for data, which [DataOrders] does.
final class Orders {
  private static final int MOST_ALIGNMENT = 16;

  private final Pass pass;

  Orders(Pass pass) {
    this.pass = pass;
  }

  void run(Order order) {
    Directive directive = Directive.find(order.directive()).orElse(null);
    if (directive == null) {
      pass.faults()
          .syntax(order.span(), "`" + order.directive() + "` is no directive that is known");
      return;
    }
    switch (directive) {
      case SECTION, PUSH_SECTION, POP_SECTION, PREVIOUS, TEXT, DATA, BSS, RODATA ->
          new SectionOrders(pass, order).run(directive);
      case GLOBAL -> bind(order, Binding.GLOBAL);
      case WEAK -> bind(order, Binding.WEAK);
      case LOCAL -> bind(order, Binding.LOCAL);
      case COMMON, LOCAL_COMMON -> common(order, directive == Directive.LOCAL_COMMON);
      case TYPE -> type(order);
      case SIZE -> size(order);
      case POWER_ALIGN, BYTE_ALIGN -> align(order, directive == Directive.POWER_ALIGN);
      case SET, EQUIVALENT -> set(order, directive == Directive.EQUIVALENT);
      case BYTES_1, BYTES_2, BYTES_4, BYTES_8, FLOAT, DOUBLE, UNSIGNED_LEB, SIGNED_LEB ->
          new DataOrders(pass, order).run(directive);
      case ZERO, FILL, ASCII, STRING, ORIGIN -> new DataOrders(pass, order).run(directive);
      case IGNORED -> {}
    }
  }

  /// The name that an argument is; null where it is none, which is told.
  private @Nullable String name(Order order, int index) {
    if (index < order.arguments().size()) {
      Argument argument = order.arguments().get(index);
      if (argument instanceof Argument.Plain(Expression.Name(String name, _))) {
        return name;
      }
      if (argument instanceof Argument.Text(String text, _)) {
        return text;
      }
    }
    wrong(order, "a name");
    return null;
  }

  private void wrong(Order order, String expected) {
    pass.faults().operand(order.span(), "`%s` takes %s".formatted(order.directive(), expected));
  }

  private void bind(Order order, Binding binding) {
    for (int i = 0; i < Math.max(order.arguments().size(), 1); i++) {
      String name = name(order, i);
      if (name != null) {
        pass.marks().bind(name, binding);
      }
    }
  }

  private @Nullable Long number(Order order, int index) {
    if (order.arguments().get(index) instanceof Argument.Plain(Expression value)) {
      return pass.evaluator().number(value);
    }
    wrong(order, "a number here");
    return null;
  }

  private void common(Order order, boolean isLocal) {
    String name = name(order, 0);
    int count = order.arguments().size();
    if (name == null || count < 2 || count > 3) {
      wrong(order, "a name, a size and an alignment");
      return;
    }
    Long size = number(order, 1);
    Long alignment = count == 3 ? number(order, 2) : Long.valueOf(1);
    if (size == null || alignment == null) {
      return;
    }
    if (size < 0
        || size > Integer.MAX_VALUE
        || Long.bitCount(alignment) != 1
        || alignment > 1 << MOST_ALIGNMENT) {
      wrong(order, "a size of up to 31 bits and an alignment that is a power of two");
      return;
    }
    if (isLocal) {
      pass.marks().bind(name, Binding.LOCAL);
    }
    pass.marks()
        .common(name, new Marks.Common(size.intValue(), alignment.intValue(), order.span()));
  }

  private void type(Order order) {
    String name = name(order, 0);
    if (name == null || order.arguments().size() != 2) {
      wrong(order, "a name and `@function` or `@object`");
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
      default -> wrong(order, "a name and `@function` or `@object`");
    }
  }

  private void size(Order order) {
    String name = name(order, 0);
    if (name == null || order.arguments().size() != 2) {
      wrong(order, "a name and a size");
      return;
    }
    Long size = number(order, 1);
    if (size != null) {
      pass.marks().size(name, size.intValue());
    }
  }

  /// `.p2align 2`, `.p2align 2, 0, 3`: what is filled in, and how much at most.
  private void align(Order order, boolean isPower) {
    int count = order.arguments().size();
    if (count < 1 || count > 3) {
      wrong(order, "an alignment, a byte to fill with and a largest number of these");
      return;
    }
    Long first = number(order, 0);
    Argument second = count > 1 ? order.arguments().get(1) : null;
    Long filler = second == null ? null : number(order, 1);
    Long most = count > 2 ? number(order, 2) : Long.valueOf(Long.MAX_VALUE);
    if (first == null || most == null) {
      return;
    }
    boolean fits =
        isPower
            ? first >= 0 && first <= MOST_ALIGNMENT
            : first >= 0 && first <= 1 << MOST_ALIGNMENT && Long.bitCount(first) <= 1;
    if (!fits) {
      wrong(order, isPower ? "an exponent of two up to 16" : "a power of two up to 65536");
      return;
    }
    int multiple = isPower ? 1 << first : Math.max(1, first.intValue());
    new Padding(pass.current()).align(multiple, filler, most);
  }

  private void set(Order order, boolean isFixed) {
    String name = name(order, 0);
    if (name != null
        && order.arguments().size() == 2
        && order.arguments().get(1) instanceof Argument.Plain(Expression value)) {
      pass.assign(name, value, order.span(), isFixed);
    } else {
      wrong(order, "a name and a value");
    }
  }
}
